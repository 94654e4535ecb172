"""Load external benchmarks.

manage.py load_norms norms.csv
manage.py load_norms csps2020_orgscores_long.csv --mapping uk_csps_2020
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from engagement.results.exceptions import NormFileError
from engagement.results.norms import load_norms, read_mapped, read_own, shipped_mapping


class Command(BaseCommand):
    help = (
        "Load favourable percentages of other organisations, by construct or item. Columns: source, year, key, "
        "favourable_pct, n. Another file needs --mapping: a YAML file, or uk_csps_2020 which comes with the project. "
        "Example: manage.py load_norms csps2020_orgscores_long.csv --mapping uk_csps_2020"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and, for somebody else's columns, the mapping."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load all norms of the file or none."""
        path, mapping = options["file"], options["mapping"]
        try:
            rows = read_mapped(path, shipped_mapping(mapping)) if mapping else read_own(path)
        except NormFileError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{load_norms(rows)} norms loaded")
