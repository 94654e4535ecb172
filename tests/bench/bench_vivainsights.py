"""The person query of `vivainsights`' own sample: means by unit and block against the package's, and the time of each metric.

Run with `VIVAINSIGHTS_PYTHON=PATH python -m tests.bench.bench_vivainsights`, PATH being a Python that has the package; exits
1 where a mean differs by more than 1e-6 or a metric is slower. Both read the file anew for every metric and give the means
of all units and blocks; seconds are of the processor, the shortest of five.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.connectors.viva import COLUMNS, VivaConnector
from signals.reduce.company import Company
from signals.reduce.job import Terms, table_means
from signals.reduce.person import NAMES
from signals.reduce.units import Layout
from tests.factories.signals import member

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
SAMPLE = SHARED_DATA / "vivainsights" / "R_pq_data.csv"
PERIOD = Period(date(2024, 4, 22), date(2024, 10, 7))
NEAR, ROUNDS = 1e-6, 5


def prepared(folder: Path) -> tuple[Path, Company]:
    """Write the sample with the unit and block of every row; return it, and the company."""
    frame = pd.read_csv(SAMPLE, parse_dates=["MetricDate"])
    last = frame.sort_values("MetricDate").groupby("PersonId").tail(1).set_index("PersonId")["Organization"]
    units = {str(person): str(unit) for person, unit in last.items()}
    frame["Unit"] = frame["PersonId"].astype(str).map(units)
    block = (frame["MetricDate"] + pd.Timedelta(days=3) - pd.Timestamp(PERIOD.block_start(0))).dt.days // 28
    frame["Block"] = block.where((block >= 0) & (block < PERIOD.count), -1)
    frame.to_csv(folder / "frame.csv", index=False)
    tree: dict[str, str | None] = {"company": None} | dict.fromkeys(sorted(set(units.values())), "company")
    return folder / "frame.csv", Company([member(person, unit) for person, unit in units.items()], tree)


def own_means(path: Path, who: Company, column: str) -> dict[tuple[int, str], float]:
    """Return the mean of every unit and block as the reduction has it before bounds and door."""
    metric = COLUMNS[column]
    connector = VivaConnector({column: metric})
    values = table_means(connector, path, Terms(who, PERIOD, b""), Tally())[NAMES.index(metric)]
    layout = Layout(who.tree, who.units)
    return {
        (block, unit): float(each.mean())
        for block in range(PERIOD.count)
        for unit, each in layout.sorted_values(values[block], 1)
    }


def main() -> int:
    """Compare and print."""
    fine = True
    with tempfile.TemporaryDirectory() as place:
        path, who = prepared(Path(place))
        command = [
            os.environ.get("VIVAINSIGHTS_PYTHON", sys.executable),
            str(Path(__file__).with_name("viva_peer.py")),
        ]
        rounds = [
            json.loads(
                subprocess.run([*command, str(path), *COLUMNS], capture_output=True, check=True).stdout
            )
            for _ in range(2)
        ]
        for column, metric in COLUMNS.items():
            seconds, means = np.inf, dict[tuple[int, str], float]()
            for _ in range(ROUNDS):
                started = time.process_time()
                means = own_means(path, who, column)
                seconds = min(seconds, time.process_time() - started)
            peer = min(each[column]["seconds"] for each in rounds)
            apart = [abs(means[block, unit] - mean) for block, unit, mean, _ in rounds[0][column]["means"]]
            fine &= max(apart) <= NEAR and seconds < peer
            sys.stdout.write(
                f"{metric:20} {len(apart)} means, largest difference {max(apart):.1e}; own {1000 * seconds:.0f} ms, "
                f"vivainsights {1000 * peer:.0f} ms: {peer / seconds:.1f} x as fast\n"
            )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
