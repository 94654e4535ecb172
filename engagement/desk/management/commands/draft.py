import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from engagement.desk.drafting import make_draft
from engagement.desk.exceptions import DeskError
from nlp.drafting.draft import as_row
from nlp.exceptions import InputFileError, NlpError
from nlp.language import LANGS
from privacy.whole_file import write_whole


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, [text])
    except OSError as error:
        raise InputFileError(path, expected=f"cannot be written: {error.strerror}") from error


class Command(BaseCommand):
    help = "Draft a survey or a text from a brief."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = 'example:\n  manage.py draft engagement_survey --brief "night-shift nurses" --lang en --out draft.json'
        parser.add_argument("kind", metavar="KIND", help="a key of list_drafts")
        parser.add_argument(
            "--brief", required=True, metavar="TEXT", help="what it is about, in a sentence or more"
        )
        parser.add_argument("--lang", required=True, choices=LANGS)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.json")

    def handle(self, **options: Any) -> None:
        try:
            made = make_draft(options["kind"], options["brief"], options["lang"], actor="command draft")
            _write(options["out"], json.dumps(as_row(made.draft), ensure_ascii=False, indent=2) + "\n")
        except (DeskError, NlpError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
