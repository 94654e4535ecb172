import json
import os
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.exceptions import SurveyError
from surveys.imports.mapping_file import load_mapping
from surveys.imports.report import as_json, as_lines
from surveys.imports.run import import_results

EXAMPLE = """example:
  manage.py import_results leavers.csv --mapping leavers.yaml --dry-run
  manage.py import_results leavers.csv --mapping leavers.yaml --report leavers.json

The mapping is described in docs/import_results.md.
"""


class Command(BaseCommand):
    help = (
        "Bring in the results of an earlier survey, one row per response, through the same door as our own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLE
        parser.add_argument("file", type=Path, help="CSV file of results")
        parser.add_argument("--mapping", type=Path, required=True, help="YAML that says how to read it")
        parser.add_argument("--roster", type=Path, help="CSV wave,unit,size: how many were asked")
        parser.add_argument(
            "--report", type=Path, help="write what happened, released tables included, as JSON"
        )
        parser.add_argument("--dry-run", action="store_true", help="read, check and count; write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        report: Path | None = options["report"]
        if report and not report.parent.is_dir():
            self.stderr.write(f"{report}: expected a folder that exists for the report")
            sys.exit(2)
        try:
            result = import_results(
                path=options["file"],
                mapping=load_mapping(options["mapping"]),
                on=timezone.localdate(),
                actor="import_results",
                rosters=options["roster"],
                dry_run=options["dry_run"],
            )
        except SurveyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        if report:
            write_report(report, as_json(result))
        self.stdout.write("\n".join(as_lines(result)))


def write_report(path: Path, report: dict[str, Any]) -> None:
    """Write the whole report, or leave what was there."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as half:
        json.dump(report, half, ensure_ascii=False, indent=1)
    os.replace(half.name, path)  # noqa: PTH105  # the name is a text
