import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from people.directory import Difference, apply_directory, compare
from people.directory_file import read_people, read_units, read_units_of_people
from people.exceptions import PeopleError
from people.selectors import unit_tree

EPILOG = """\
FILE is the whole directory of today, one row a person; who is missing from it has left.
  person,unit                                     required
  name,address (or email),is_manager,language     optional
  time_zone,region,work_start,work_end,work_days  optional
  joined,left                                     optional, YYYY-MM-DD
  parent                                          optional: the unit above `unit`, instead of --units

example:
  manage.py import_people people.csv --units units.csv          shows what would change
  manage.py import_people people.csv --units units.csv --apply  changes it
"""


class Command(BaseCommand):
    help = "Bring the directory up to date from a CSV file; a dry run unless --apply is given."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--units", type=Path, help="units.csv: unit,parent[,name,name_zh]; default: units as stored"
        )
        parser.add_argument("--apply", action="store_true", help="change the directory")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(options["file"], options["units"], apply=options["apply"])
        except PeopleError as error:
            self.stderr.write(str(error))
            sys.exit(2)

    def _import(self, path: Path, units_path: Path | None, *, apply: bool) -> None:
        units = read_units(units_path) if units_path else read_units_of_people(path)
        people = read_people(path, set(unit_tree()) | {unit.code for unit in units})
        today = timezone.localdate()
        difference = compare(people=people, on=today)
        if apply:
            apply_directory(people=people, units=units, ran_by=getpass.getuser(), on=today)
        self._report(difference, applied=apply)

    def _report(self, difference: Difference, *, applied: bool) -> None:
        verb = "" if applied else "would be "
        self.stdout.write(
            f"{len(difference.created)} people {verb}added, {len(difference.changed)} changed, "
            f"{len(difference.moved)} moved, {len(difference.deactivated)} deactivated."
        )
        if not applied:
            self.stdout.write("Nothing was changed; run again with --apply.")
