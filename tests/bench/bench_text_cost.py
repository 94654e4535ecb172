"""`python -m tests.bench.bench_text_cost --comments 10000`: reading real reviews whole, beside the encoder alone.

Chunk by chunk, first the one and then the other, so that whatever else the machine does falls on both alike. `--first`
and `--comments` divide a long run; the seconds of its parts may be added. Emergent topics are a line of their own.
"""

# ruff: noqa: T201  # a benchmark prints

import argparse
import os
import resource
import time
from collections import Counter
from pathlib import Path

import numpy as np

from nlp.analyse import analyse
from nlp.emergent.find import codebook_for, find_topics
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.records import Text
from nlp.training.reviews import _chinese, _english

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
SEED = 11
LONGEST = 400


def reviews(count: int, folder: Path = SHARED_DATA) -> list[Text]:
    """Return `count` real reviews, half English and half Chinese, in an order that a seed decides."""
    found: list[Text] = []
    for lang, source in (("en", _english), ("zh", _chinese)):
        rows = [text for text, _sign in source(folder / f"reviews-{lang}") if 3 < len(text) <= LONGEST]
        chosen = np.random.default_rng(SEED).permutation(len(rows))[: count // 2]
        found += [Text(f"{lang}-{place}", rows[place]) for place in chosen]
    return [found[place] for place in np.random.default_rng(SEED).permutation(len(found))]


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def clock() -> np.ndarray:
    """Return seconds by the wall and of this process; the second is fair where a machine is shared."""
    return np.array([time.perf_counter(), time.process_time()])


def ratio(whole: np.ndarray, alone: np.ndarray) -> str:
    return " / ".join(f"{part:.3f}" for part in whole / alone)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument(
        "--of", type=int, default=10_000, help="size of the whole set, of which this is a part"
    )
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--chunk", type=int, default=500)
    asked = parser.parse_args()
    texts = reviews(asked.of)[asked.first : asked.first + asked.comments]
    EmbeddedEncoder().encode(["warm"])
    analyse([Text("w", "The rota is late but my team is kind."), Text("z", "加班多，不过同事不错。")])
    before = peak()
    alone = whole = emergent = np.zeros(2)
    stages: Counter[str] = Counter()
    for start in range(0, len(texts), asked.chunk):
        part = texts[start : start + asked.chunk]
        begun = clock()
        CachingEncoder(EmbeddedEncoder()).encode([text.text for text in part])
        alone = alone + clock() - begun
        machine = CachingEncoder(EmbeddedEncoder())
        begun = clock()
        analysis = analyse(part, encoder=machine)
        whole = whole + clock() - begun
        stages.update({name: round(1000 * spent) for name, spent in analysis.card.seconds.items()})
        begun = clock()
        clean, langs = [one.redacted for one in analysis.comments], [one.lang for one in analysis.comments]
        find_topics(clean, langs, comment_vectors(clean, langs, machine), codebook=codebook_for(machine.key))
        emergent = emergent + clock() - begun
        print(
            f"{start + len(part)} comments: alone {alone.round(1)} s, whole {whole.round(1)} s, ratio by the wall / of the process {ratio(whole, alone)}",
            flush=True,
        )
    print(f"comments {len(texts)} (from {asked.first}), {sum(len(text.text) for text in texts)} characters")
    print(
        f"encoder alone {alone.round(1)} s; everything {whole.round(1)} s; ratio by the wall / of the process {ratio(whole, alone)}; emergent topics {emergent.round(1)} s more"
    )
    print(f"stages { {name: spent / 1000 for name, spent in stages.items()} }")
    print(f"peak memory {peak():.0f} MB ({before:.0f} MB with models loaded, before the first comment)")


if __name__ == "__main__":
    main()
