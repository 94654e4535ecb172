"""Write everything that was ever released into one archive.

manage.py export_results released.zip
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from engagement.dashboards.everything import export_everything


class Command(BaseCommand):
    help = (
        "Write every released cell of every wave, its topics and every block of signals into a ZIP archive of CSV "
        "files. Example: manage.py export_results released.zip"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the archive."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the archive and say how far it is."""
        path, tables = options["file"], 0
        if not path.parent.is_dir():
            message = f"{path}: no such folder; expected a file in a folder that exists"
            raise CommandError(message, returncode=2)
        for done, tables in export_everything(path):
            self.stderr.write(f"\r{done} of {tables} tables", ending="")
        self.stderr.write("")
        self.stdout.write(f"{tables} tables written to {path}")
