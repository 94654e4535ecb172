import sys
from argparse import RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.exceptions import PrivacyError
from privacy.keys import gate_key
from privacy.units_file import read_units
from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.connectors.registry import CALENDARS, TABLES, TOOLS, get_connector
from signals.exceptions import PeriodError, SignalsError
from signals.output import write_json, write_lines
from signals.people_file import read_accounts, read_company
from signals.reduce.job import Terms, parse_only, reduce_source

EPILOG = """Example:
  python manage.py reduce_signals --source ics calendars/ --people people.csv --units units.csv \\
      --from 2025-01-27 --to 2025-06-16 --out blocks.jsonl --findings findings.jsonl --report report.json

PATH of a calendar source is a folder with one file or folder per person, named by address; see docs/signals.md."""


class Command(BaseCommand):
    help = "Reduce calendars, work tools or a person query of Viva Insights to released blocks of units and findings."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("path", type=Path, metavar="PATH", help="what to read")
        parser.add_argument("--source", required=True, help=", ".join((*CALENDARS, *TOOLS, *TABLES)))
        parser.add_argument("--people", type=Path, required=True, help="people.csv")
        parser.add_argument("--units", type=Path, required=True, help="units.csv")
        parser.add_argument("--accounts", type=Path, help="accounts.csv of a work tool: account,address")
        parser.add_argument("--from", dest="first", metavar="DATE", help="first day, YYYY-MM-DD")
        parser.add_argument("--to", dest="end", metavar="DATE", help="day after the last, YYYY-MM-DD")
        parser.add_argument("--out", type=Path, help="released blocks, a line each")
        parser.add_argument("--findings", type=Path, help="findings, a line each")
        parser.add_argument("--report", type=Path, help="what was read and skipped")
        parser.add_argument("--parse-only", action="store_true", help="read, and throw everything away")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tally = self._run(options)
        except (SignalsError, PrivacyError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        for reason, count in sorted(tally.skipped.items()):
            self.stderr.write(f"skipped {reason}: {count}")
        for note in tally.notes:
            self.stderr.write(note)

    def _run(self, options: dict[str, Any]) -> Tally:
        connector = get_connector(options["source"])
        company = read_company(options["people"], read_units(options["units"]))
        if options["parse_only"]:
            tally = parse_only(connector, options["path"], company=company)
        else:
            if options["out"] is None:
                raise PeriodError(expected="--out FILE is needed to say where the released blocks go")
            period = Period(day_of("--from", options["first"]), day_of("--to", options["end"]))
            progress = self._progress if sys.stderr.isatty() else None
            accounts = read_accounts(options["accounts"]) if options["accounts"] else {}
            terms = Terms(company, period, gate_key(), accounts=accounts)
            reduced = reduce_source(connector, options["path"], terms, progress)
            tally = reduced.tally
            write_lines(options["out"], (cell.as_json() for cell in reduced.cells))
            if options["findings"] is not None:
                write_lines(options["findings"], (finding.as_json() for finding in reduced.findings))
        if options["report"] is not None:
            write_json(options["report"], tally.as_json())
        return tally

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done} of {total} people", ending="")


def day_of(option: str, text: str | None) -> date:
    """Read a date of the command line."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise PeriodError(
            expected=f"{option}: expected a date as YYYY-MM-DD, not {text or 'nothing'}"
        ) from None
