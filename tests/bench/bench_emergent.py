"""`python -m tests.bench.bench_emergent --bertopic PYTHON`: emergent topics beside BERTopic on the same vectors.

How alike the topics are when a tenth of the comments is left out (adjusted Rand index, 20 draws), how many comments get
no topic, how long it takes, whether the same comments give the same topics, and how topics agree with themes that people
labelled. PYTHON is an interpreter with `bertopic`, `umap-learn` and `hdbscan`, which are no part of this project.
"""

# ruff: noqa: T201  # a benchmark prints

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from nlp.emergent.find import Emergent, codebook_for, find_topics
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.training.corpus import read_part

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
SIZES = (30, 100, 1000, 5000)
DRAWS = 20
LEFT_OUT = 0.1
CODEBOOK = codebook_for("embedded")

# What the peer is asked to do, with its defaults but for a seed: run by the interpreter that has it.
PEER = """
import json, sys, time, warnings; warnings.filterwarnings("ignore")
import numpy as np
from bertopic import BERTopic
from umap import UMAP
folder, rows = sys.argv[1], json.loads(sys.argv[2])
vectors = np.load(folder + "/vectors.npy"); texts = json.load(open(folder + "/texts.json"))
def run(keep):
    model = BERTopic(embedding_model=None, verbose=False, umap_model=UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42, low_memory=False))
    begun, spent = time.perf_counter(), time.process_time()
    try:
        labels, _ = model.fit_transform([texts[i] for i in keep], vectors[keep])
        labels = [int(one) for one in labels]
    except (TypeError, ValueError, IndexError) as error:
        labels = None
    return labels, time.perf_counter() - begun, time.process_time() - spent
warm = run(list(range(min(len(texts), 300))))
print(json.dumps([run(keep) for keep in rows]))
"""


@dataclass(frozen=True)
class Set:
    """Comments with their languages and vectors, and where people labelled them, the themes of each."""

    name: str
    texts: list[str]
    langs: list[str]
    vectors: np.ndarray
    themes: list[set[str]] | None = None

    def part(self, rows: Sequence[int]) -> "Set":
        themes = None if self.themes is None else [self.themes[row] for row in rows]
        keep = list(rows)
        return Set(
            self.name,
            [self.texts[r] for r in keep],
            [self.langs[r] for r in keep],
            self.vectors[keep],
            themes,
        )


def _reviews_en(dice: np.random.Generator) -> tuple[list[str], list[str]]:
    table = pd.read_csv(SHARED_DATA / "reviews-en" / "glassdoor_reviews_10k_uk.csv").dropna(
        subset=["pros", "cons"]
    )
    rows = table.iloc[dice.permutation(len(table))[:2500]]
    return [str(text) for pair in zip(rows["pros"], rows["cons"], strict=True) for text in pair], [
        "en"
    ] * 5000


def _reviews_zh(dice: np.random.Generator) -> tuple[list[str], list[str]]:
    table = pd.read_csv(SHARED_DATA / "reviews-zh" / "ChnSentiCorp_htl_all.csv").dropna()
    rows = table.iloc[dice.permutation(len(table))[:3000]]
    return [str(text) for text in rows["review"]], ["zh"] * 3000


def _themes(question: int) -> tuple[list[str], list[set[str]]]:
    folder = SHARED_DATA / "themefinder-evals" / "data" / "gambling_XS"
    part = f"question_part_{question}"
    said = [json.loads(line) for line in (folder / "inputs" / part / "responses.jsonl").open()]
    mapping = (folder / "outputs" / "mapping" / "2025-07-22" / part / "mapping.jsonl").open()
    labels = {row["response_id"]: set(row["labels"]) for row in map(json.loads, mapping)}
    return [row["response"] for row in said], [labels[row["response_id"]] for row in said]


def sets(kept: Path | None) -> Iterator[Set]:
    """Yield the sets of real comments, and the corpus and the labelled themes; vectors are kept between runs if asked."""
    encoder, dice = CachingEncoder(EmbeddedEncoder()), np.random.default_rng(1)

    def vectors(name: str, texts: list[str], langs: list[str]) -> np.ndarray:
        path = kept / f"{name}.npz" if kept else None
        if path and path.exists():
            stored: np.ndarray = np.load(path)["v"]
            return stored
        made = comment_vectors(texts, langs, encoder)
        if path:
            np.savez(path, v=made)
        return made

    for name, read in (("reviews-en", _reviews_en), ("reviews-zh", _reviews_zh)):
        texts, langs = read(dice)
        yield Set(name, texts, langs, vectors(name, texts, langs))
    examples = read_part("train")
    texts, langs = [one.text for one in examples], [one.lang for one in examples]
    yield Set("corpus", texts, langs, vectors("corpus", texts, langs), [set(one.topics) for one in examples])
    for question in (1, 2):
        texts, themes = _themes(question)
        langs = ["en"] * len(texts)
        yield Set(f"themes {question}", texts, langs, vectors(f"tf{question}", texts, langs), themes)


def find(comments: Set) -> Emergent:
    return find_topics(comments.texts, comments.langs, comments.vectors, codebook=CODEBOOK)


def draws(count: int, number: int) -> list[list[int]]:
    """Return the rows that are kept in each draw."""
    kept = round((1 - LEFT_OUT) * count)
    return [np.sort(np.random.default_rng(seed).permutation(count)[:kept]).tolist() for seed in range(number)]


def agreement(labels: Sequence[int], themes: Sequence[set[str]]) -> tuple[float, float]:
    """Return how many pairs of comments in one topic share a theme, and how many pairs in different topics do."""
    mark = np.array(labels)
    shared = np.array([[bool(one & other) for other in themes] for one in themes])
    same = (mark[:, None] == mark) & (mark >= 0)
    pairs = np.triu(np.ones_like(shared), 1).astype(bool)
    return float(shared[same & pairs].mean()), float(shared[~same & pairs].mean())


def peer(
    python: str, comments: Set, rows: Sequence[Sequence[int]]
) -> list[tuple[list[int] | None, float, float]]:
    """Return what BERTopic made of each choice of rows: labels (None where it fails), seconds by wall and process."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "vectors.npy", comments.vectors)
        (Path(folder) / "texts.json").write_text(json.dumps(comments.texts))
        done = subprocess.run(
            [python, "-c", PEER, folder, json.dumps([list(keep) for keep in rows])],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return [tuple(one) for one in json.loads(done.stdout.splitlines()[-1])]


def stability(
    label: Callable[[list[int]], Sequence[int] | None], count: int, number: int
) -> tuple[float, float]:
    """Return mean and smallest adjusted Rand index of the whole and of what is left when a tenth is left out."""
    whole = label(list(range(count)))
    found = []
    for keep in draws(count, number):
        again = label(keep)
        if whole is not None and again is not None:
            found.append(adjusted_rand_score([whole[row] for row in keep], again))
    return (float(np.mean(found)), float(np.min(found))) if found else (float("nan"), float("nan"))


def ours(comments: Set, number: int) -> list[int]:
    begun, spent = time.perf_counter(), time.process_time()
    found = find(comments)
    wall, process = time.perf_counter() - begun, time.process_time() - spent
    mean, least = stability(lambda rows: find(comments.part(rows)).labels, len(comments.texts), number)
    again = find(comments).labels == found.labels
    outliers = np.mean(np.array(found.labels) < 0)
    named = sum(any(topic.terms.values()) for topic in found.topics)
    print(
        f"  ours      ARI {mean:.3f} (least {least:.3f}, {number} draws)  {len(found.topics)} topics, "
        f"{sum(topic.stands_out for topic in found.topics)} stand out, {named} named  no topic {outliers:.1%}  "
        f"{wall:.2f} s ({process:.2f} s of the process)  again the same: {again}", flush=True,
    )  # fmt: skip
    return list(found.labels)


def theirs(python: str, comments: Set, number: int) -> list[int] | None:
    every = list(range(len(comments.texts)))
    whole, same, *rest = peer(python, comments, [every, every, *draws(len(every), number)])
    labels = whole[0]
    if labels is None:
        print("  BERTopic  fails on so few comments", flush=True)
        return None
    replies = iter([labels, *(one[0] for one in rest)])
    mean, least = stability(lambda _rows: next(replies), len(every), number)
    print(
        f"  BERTopic  ARI {mean:.3f} (least {least:.3f}, {number} draws)  {len(set(labels) - {-1})} topics  "
        f"no topic {np.mean(np.array(labels) < 0):.1%}  {whole[1]:.2f} s ({whole[2]:.2f} s of the process)  "
        f"again the same: {same[0] == labels}", flush=True,
    )  # fmt: skip
    return labels


def both(python: str, comments: Set, number: int, *, peer_draws: int) -> None:
    print(f"{comments.name}, {len(comments.texts)} comments", flush=True)
    made = {"ours": ours(comments, number)}
    if python and (labels := theirs(python, comments, peer_draws)) is not None:
        made["BERTopic"] = labels
    if comments.themes is not None:
        for who, labels in made.items():
            same, other = agreement(labels, comments.themes)
            print(
                f"  {who}: pairs of one topic share a labelled theme {same:.1%}, other pairs {other:.1%}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bertopic", default="", metavar="PYTHON", help="an interpreter that has BERTopic")
    parser.add_argument("--vectors", type=Path, help="a folder where vectors are kept between runs")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--only", nargs="*", help="names of sets")
    parser.add_argument("--mixed", type=int, nargs="*", default=[], help="also so many of all sets together")
    asked = parser.parse_args()
    every = []
    for comments in sets(asked.vectors):
        every.append(comments)
        if asked.only is not None and comments.name not in asked.only:
            continue
        order = np.random.default_rng(5).permutation(len(comments.texts)).tolist()
        for size in sorted({min(size, len(order)) for size in asked.sizes}):
            both(asked.bertopic, comments.part(order[:size]), DRAWS, peer_draws=DRAWS if size <= 100 else 2)
    for size in asked.mixed:
        texts = [text for one in every for text in one.texts]
        langs = [lang for one in every for lang in one.langs]
        whole = Set("all together", texts, langs, np.vstack([one.vectors for one in every]))
        order = np.random.default_rng(5).permutation(len(texts)).tolist()
        both(asked.bertopic, whole.part(order[:size]), 5, peer_draws=1)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
