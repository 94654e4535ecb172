"""The means of `vivainsights` itself, by unit and block, and how long each metric takes; run by a Python that has it.

`PYTHON viva_peer.py FRAME.csv COLUMN...`; prints JSON: column -> {"seconds", "means": [[block, unit, mean, n], ...]}.
"""

import json
import sys
import time

import pandas as pd
import vivainsights as vi  # type: ignore[import-not-found]  # in an environment of its own


def main(path: str, columns: list[str]) -> None:
    """Print the means of every column."""
    pd.read_csv(path)  # the first reading of a file is the disk's
    found = {}
    for column in columns:
        started = time.process_time()
        frame = pd.read_csv(path)
        means = [
            [int(str(block)), unit, float(mean), int(n)]
            for block, inside in frame[frame["Block"] >= 0].groupby("Block")
            for unit, mean, n in vi.create_bar(
                inside, metric=column, hrvar="Unit", mingroup=1, return_type="table"
            )
            .iloc[:, :3]
            .itertuples(index=False)
        ]
        found[column] = {"seconds": time.process_time() - started, "means": means}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
