"""People who read pages, evenly over a time, from a process of its own; says what the pages took.

python -m tests.bench.page_reader URL FILE_OF_PATHS A_SECOND SECONDS
"""

import sys
import time
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from tests.bench.ballot_client import BallotClient, paced


def main() -> None:
    """Read, and say how long the 95th of a hundred pages took."""
    url, listed, rate, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])

    def read(path: str) -> float:
        started = time.perf_counter()
        good = BallotClient(url).ask("GET", path)[0] == 200
        return time.perf_counter() - started if good else float("inf")

    begun = time.perf_counter()
    took = paced(read, list(islice(cycle(listed.read_text().split()), round(rate * seconds))), seconds)
    held = len(took) / (time.perf_counter() - begun)
    failed = took.count(float("inf"))
    sys.stdout.write(
        f"pages: {held:.0f} of {rate} a second, {failed} of {len(took)} failed, "
        f"p95 {1000 * np.quantile(took, 0.95):.0f} ms\n"
    )


if __name__ == "__main__":
    main()
