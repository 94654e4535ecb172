"""`python -m tests.bench.bench_reviews [--reviews 10000]`: real employer reviews and two real exit surveys, read by the pipeline.

Reviews (`SHARED_DATA`, else ../shared/data; no text of them is in this repository and none was trained on): pros and cons are
read as comments that do not know which of the two they are. Printed: how well the sign of the score tells them apart, and for
every sub-rating the rank correlation over reviewers between their stars and what their text says of its topics (the summed
polarity of the mentions), among those who mention one. Exit surveys hold no free text: the wording of each reason for
leaving and of each item is read for its topics, and whoever ticked a reason should agree less with the items of its topic.
Intervals: 95 %, bootstrap over reviewers.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from nlp.analyse import analyse
from nlp.records import CommentAnalysis, Text
from nlp.training.scores import bootstrap, macro_f1

DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
SIDES = ("pros", "cons")
RATINGS = {
    "work_life_balance": ("work_hours", "workload", "health", "remote_work"),
    "culture_values": ("culture", "team", "fairness"),
    "diversity_inclusion": ("inclusion",),
    "career_opp": ("career", "training"),
    "comp_benefits": ("pay", "benefits"),
    "senior_mgmt": ("leadership", "manager", "communication"),
}
AGREEMENT = {"SD": 1, "D": 2, "N": 3, "A": 4, "SA": 5}
SEED = 17


def say(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def correlation(stars: Sequence[float], said: Sequence[float]) -> str:
    """Return Spearman's correlation with its interval; a dash for fewer than 30 pairs."""
    pairs = np.array([stars, said], dtype=float).T
    if len(pairs) < 30:  # too few for an interval that says anything
        return f"- ({len(pairs)} only)"

    def figure(rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
        found = float(spearmanr(pairs[rows, 0], pairs[rows, 1]).statistic)
        return 0.0 if np.isnan(found) else found

    return f"{bootstrap(len(pairs), figure)}, {len(pairs)} who mention it"


def read(table: pd.DataFrame) -> dict[str, tuple[CommentAnalysis, ...]]:
    """Return what was made of the pros and of the cons, in one run that does not know them apart."""
    rows = len(table)
    texts = [Text(f"{side}{n}", str(text)) for side in SIDES for n, text in enumerate(table[side])]
    begun = time.perf_counter()
    found = analyse(texts).comments
    say(f"{rows} reviews, {len(texts)} texts read in {time.perf_counter() - begun:.0f} s")
    return {"pros": found[:rows], "cons": found[rows:]}


def separation(found: dict[str, tuple[CommentAnalysis, ...]]) -> None:
    """Print how well the score's sign tells praise from complaint."""
    wanted = ["positive"] * len(found["pros"]) + ["negative"] * len(found["cons"])
    said = ["positive" if one.sentiment.score > 0 else "negative" for side in SIDES for one in found[side]]
    labels = ("positive", "negative")

    def figure(rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
        return macro_f1([wanted[row] for row in rows], [said[row] for row in rows], labels)

    say(f"pros and cons told apart: macro-F1 {bootstrap(len(wanted), figure)}")


def balances(found: dict[str, tuple[CommentAnalysis, ...]], topics: Sequence[str]) -> dict[int, float]:
    """Return reviewer -> summed polarity of the mentions of `topics`, for those who mention one."""
    sums: dict[int, float] = {}
    for side in SIDES:
        for row, comment in enumerate(found[side]):
            for mention in comment.topics:
                if mention.topic in topics:
                    sums[row] = sums.get(row, 0.0) + mention.polarity
    return sums


def reviews(count: int) -> None:
    """Print the figures on employer reviews."""
    table = pd.read_csv(DATA / "reviews-en" / "glassdoor_reviews_10k_uk.csv").dropna(subset=list(SIDES))
    table = table.sample(min(count, len(table)), random_state=SEED).reset_index(drop=True)
    found = read(table)
    separation(found)
    for rating, topics in RATINGS.items():
        sums = balances(found, topics)
        stars = table[rating].dropna()
        rows = [row for row in stars.index if row in sums]
        say(
            f"{rating:20} {' '.join(topics):45} rho {correlation(stars[rows].tolist(), [sums[r] for r in rows])}"
        )


def topics_of(names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the topics of each column's wording."""
    spoken = [name.split("Topic:")[-1].split(". ")[-1] for name in names]
    found = analyse([Text(name, text, "en") for name, text in zip(names, spoken, strict=True)]).comments
    return {one.id: frozenset(mention.topic for mention in one.topics) for one in found}


def exits(name: str, table: pd.DataFrame, reasons: Sequence[str], items: Sequence[str]) -> None:
    """Print for each topic that a reason and an item share: the correlation of ticking with agreeing (below 0 is right)."""
    reason_topics, item_topics = topics_of(reasons), topics_of(items)
    say(f"{name}: {len(table)} leavers, {len(reasons)} reasons, {len(items)} items")
    answers = table[list(items)].replace(AGREEMENT).apply(pd.to_numeric, errors="coerce")
    for topic in sorted(
        frozenset().union(*reason_topics.values()) & frozenset().union(*item_topics.values())
    ):
        ticked = table[[key for key, found in reason_topics.items() if topic in found]].any(axis=1)
        agreed = answers[[key for key, found in item_topics.items() if topic in found]].mean(axis=1)
        kept = agreed.notna()
        say(
            f"    {topic:18} {int(ticked.sum()):4} ticked, rho {correlation(ticked[kept].tolist(), agreed[kept].tolist())}"
        )


def exit_surveys() -> None:
    """Print the figures on the exit surveys of two Queensland agencies."""
    folder = DATA / "exit-dete-tafe"
    dete = pd.read_csv(folder / "dete_survey.csv", na_values="Not Stated")
    columns = list(dete.columns)
    first, last = columns.index("Career move to public sector"), columns.index("None of the above")
    exits("dete", dete, columns[first:last], columns[last + 1 : columns.index("Gender")])
    tafe = pd.read_csv(folder / "tafe_survey.csv", na_values="-")
    reasons = [
        name for name in tafe.columns if name.startswith("Contributing Factors") and "NONE" not in name
    ]
    items = [name for name in tafe.columns if "Views. Topic" in name]
    words = {"Strongly Disagree": 1, "Disagree": 2, "Neutral": 3, "Agree": 4, "Strongly Agree": 5}
    tafe[reasons] = tafe[reasons].notna()
    tafe[items] = tafe[items].replace(words)
    exits("tafe", tafe, reasons, items)


def main() -> int:
    """Print everything; skipped loudly without the data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=10_000)
    chosen = parser.parse_args()
    if not DATA.is_dir():
        say(f"SKIPPED: {DATA} is not there")
        return 0
    exit_surveys()
    reviews(chosen.reviews)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
