"""The forecast command on a large company: seconds and peak memory of the whole process.

.venv/bin/python -m tests.bench.bench_panel_size [--units 10000] [--blocks 60] [--features 8]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
START = pd.Timestamp("2020-01-06")


def panel(units: int, blocks: int, features: int) -> pd.DataFrame:
    """Return a panel in which the first feature says something and a tenth of the values is not released."""
    draw = np.random.default_rng(7)
    values = draw.normal(0, 1, (features, units, blocks))
    heads = np.repeat(draw.integers(10, 90, units), blocks)
    hazard = 0.012 * np.exp(0.5 * np.roll(values[0], 1, axis=1)).ravel()
    values[draw.random(values.shape) < 0.1] = np.nan
    days = [START + pd.Timedelta(days=28 * block) for block in range(blocks)]
    columns = {
        "unit": np.repeat([f"U{unit:05d}" for unit in range(units)], blocks),
        "block": np.tile([day.date().isoformat() for day in days], units),
        "headcount": heads,
        "leavers": draw.binomial(heads, np.minimum(hazard, 0.5)),
    }
    return pd.DataFrame(columns | {f"f{place}": one.ravel().round(4) for place, one in enumerate(values)})


def main() -> None:
    """Print the size, seconds and peak memory."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, usual in (("--units", 10_000), ("--blocks", 60), ("--features", 8)):
        parser.add_argument(name, type=int, default=usual)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, report = Path(folder) / "panel.csv", Path(folder) / "report.json"
        panel(given.units, given.blocks, given.features).to_csv(source, index=False)
        start = time.perf_counter()
        command = [sys.executable, "manage.py", "forecast", str(source), "--out", str(report)]
        subprocess.run(command, check=True, cwd=ROOT)
        seconds = time.perf_counter() - start
        written = report.stat().st_size / 1e6
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(
        f"{given.units} units x {given.blocks} blocks x {given.features} features: {seconds:.0f} s "
        f"({used.ru_utime + used.ru_stime:.0f} s of one core), peak {used.ru_maxrss / 1e6:.2f} GB, report {written:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
