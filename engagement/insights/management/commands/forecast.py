"""`forecast`: the probability that a unit loses more people over three blocks than is normal for it."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from engagement.insights.forecast import forecast
from engagement.insights.panel_file import read_forecast_panel
from privacy.exceptions import PrivacyError
from privacy.whole_file import write_whole

EXAMPLE = """example:
  manage.py forecast panel.csv --out report.json

panel.csv: unit,block,headcount,leavers,FEATURE...
           (block: first day of a 4-week block, no gap within a unit; an empty feature was not released)
"""


class Command(BaseCommand):
    help = "Forecast which units will lose more people over the next three blocks than is normal for them."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("panel", type=Path, metavar="PANEL.csv")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = forecast(read_forecast_panel(options["panel"]), progress=self._progress)
            write_whole(options["out"], report.lines())
        except PrivacyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except OSError as error:
            self.stderr.write(f"{error.filename or options['out']}: {error.strerror}")
            sys.exit(2)

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} blocks", ending="\n" if done == total else "")
