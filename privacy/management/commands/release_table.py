"""`release_table`: answers in files through the door, for audits, migrations and analysts."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from django.core.management.base import BaseCommand, CommandParser

from privacy.exceptions import PrivacyError
from privacy.gate import Cell, Plan, Published, WaveInput, release_wave
from privacy.keys import gate_key
from privacy.policy import DEFAULT
from privacy.table_input import read_answers, read_plan, read_roster
from privacy.units_file import read_units
from privacy.whole_file import write_whole

EXAMPLE = """example:
  manage.py release_table --units units.csv --roster roster.csv --answers answers.csv --plan plan.json \\
      --out released.jsonl

units.csv:   unit,parent                              (an empty parent is the root)
roster.csv:  wave,person,unit                         (waves in order of first appearance)
answers.csv: wave,response,unit,item,value,ATTRIBUTE  (one row per response and item)
plan.json:   {"k": 5, "time_mode": "standard", "items": {"q1": {"min": 1, "max": 5, "favourable_from": 4}},
              "slices": ["ATTRIBUTE"]}
"""


class Command(BaseCommand):
    help = "Release what may be released of answers in files, through the same door as the site."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        for name in ("units", "roster", "answers", "plan", "out"):
            parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            released = self._released(options)
            write_whole(options["out"], (f"{json.dumps(line, ensure_ascii=False)}\n" for line in released))
        except PrivacyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except OSError as error:
            self.stderr.write(f"{error.filename or options['out']}: {error.strerror}")
            sys.exit(2)

    def _released(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        tree = read_units(options["units"])
        plan = read_plan(options["plan"])
        roster = read_roster(options["roster"], tree)
        answers = read_answers(options["answers"], tree, roster, plan)
        waves = list(roster["wave"].unique())
        earlier: list[Published] = []
        lines: list[dict[str, Any]] = []
        for place, name in enumerate(waves, start=1):
            self._say(f"wave {place} of {len(waves)}: {name}")
            wave = _wave(name, tree, roster, answers, plan)
            release = release_wave(wave, earlier=earlier, plan=plan, policy=DEFAULT, key=gate_key())
            earlier.append(release.published)
            lines.extend(as_line(name, cell) for cell in release.cells)
        return lines

    def _say(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(text)


def _wave(
    name: str, tree: dict[str, str | None], roster: pd.DataFrame, answers: pd.DataFrame, plan: Plan
) -> WaveInput:
    people = roster.loc[roster["wave"] == name, ["person", "unit"]]
    columns = ["response", "unit", "item", "value", *plan.slices]
    return WaveInput(name, tree, people, answers.loc[answers["wave"] == name, columns])


def as_line(wave: str, cell: Cell) -> dict[str, Any]:
    """Return a released cell as an object of the output."""
    cut = (
        {"attribute": cell.slice_attribute, "values": list(cell.slice_values)}
        if cell.slice_attribute
        else None
    )
    share: int | list[int] | None = None
    if cell.favourable:
        low, high = cell.favourable
        share = low if low == high else [low, high]
    return {
        "wave": wave,
        "item": cell.item,
        "units": list(cell.covers),
        "slice": cut,
        "n_band": cell.n_band,
        "mean": cell.mean,
        "favourable_pct": share,
        "precision": cell.precision,
        "trend": _trend(cell.trend),
        "certificate": cell.certificate,
    }


def _trend(text: str) -> str | float | None:
    if not text or text in {"up", "flat", "down"}:
        return text or None
    return float(text)
