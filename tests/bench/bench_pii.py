"""`python -m tests.bench.bench_pii`: what the redactor finds and what it takes too much, by language, half and kind.

Chinese: `tests/nlp/redaction/pii_zh.txt`, written before anything was measured on it. English: the synthetic set of
Presidio (`SHARED_DATA`, else ../shared/data), halved by template. The rules were worked on with the dev halves; the test
halves say what is worth believing. Intervals: 95 %, Wilson. Exit status 1 below the aims (recall of names, e-mails, phones
and ids 0.98, ordinary words lost 2 %) on a test half.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from statsmodels.stats.proportion import proportion_confint

from tests.nlp.redaction.marked import Marked, Tally, read_chinese, read_forms, read_presidio, tally

DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
AIMED = ("NAME", "EMAIL", "PHONE", "ID", "CARD")
RECALL, LOST = 0.98, 0.02


def share(part: int, whole: int) -> str:
    """Return a share with its interval; a dash where there is nothing."""
    if not whole:
        return "-"
    low, high = proportion_confint(part, whole, method="wilson")
    return f"{part / whole:.3f} ({low:.3f}-{high:.3f}) of {whole}"


def row(name: str, found: Tally) -> None:
    """Print one half of one set, its aims first."""
    part, whole = (sum(counts[kind] for kind in AIMED) for counts in (found.found, found.wanted))
    sys.stdout.write(f"{name}: names, e-mails, phones, ids {share(part, whole)}; ")
    sys.stdout.write(f"ordinary words lost {share(found.lost, found.ordinary)}\n")
    for kind in sorted(found.wanted):
        sys.stdout.write(f"    {kind:8} {share(found.found[kind], found.wanted[kind])}\n")


def sets() -> dict[str, Sequence[Marked]]:
    """Return the marked texts by name; the English ones only where the data is there."""
    made: dict[str, Sequence[Marked]] = {"zh": read_chinese()}
    english = DATA / "presidio-pii" / "synth_dataset_v2.json"
    if english.is_file():
        made["en"] = read_presidio(english)
    else:
        sys.stdout.write(f"SKIPPED: {english} is not there\n")
    return made


def main() -> int:
    """Print the table; say whether the test halves reach the aims."""
    missed = False
    for lang in ("zh", "en"):
        row(f"{lang} forms, mended on", tally(read_forms(lang)))
    for lang, texts in sets().items():
        for half in ("dev", "test"):
            found = tally(one for one in texts if one.half == half)
            row(f"{lang} {half}", found)
            missed |= half == "test" and (found.recall(*AIMED) < RECALL or found.share_lost > LOST)
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
