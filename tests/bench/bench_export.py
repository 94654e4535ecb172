"""Everything that was ever released of a large company, as the page sends it: seconds, size, and that progress is told.

    python -m tests.bench.bench_export [--waves 12]

Fill the database first: `python -m tests.bench.bench_pages build`. Exit status 1 when it takes more than 20 s.
"""

import argparse
import sys
import time

from tests.bench.bench_pages import connect, database, say

AIM_SECONDS = 20


def main() -> int:
    """Send the archive to nobody and count."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--waves", type=int, default=12)
    connect(database(arguments.parse_args().waves))
    from engagement.dashboards.everything import stream_everything  # noqa: PLC0415  # after the database is named
    from privacy.models import ReleasedCell  # noqa: PLC0415

    told: list[tuple[int, int]] = []
    started, worked = time.perf_counter(), time.process_time()
    size = sum(len(piece) for piece in stream_everything(lambda done, of: told.append((done, of))))
    took, own = time.perf_counter() - started, time.process_time() - worked
    say(f"{ReleasedCell.objects.count():,} cells, {len(told) - 1} tables, {size / 1e6:.0f} MB: {took:.1f} s, "
        f"{own:.1f} s of them in this process")  # fmt: skip
    return int(took > AIM_SECONDS or told[-1][0] != told[-1][1])


if __name__ == "__main__":
    sys.exit(main())
