import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from engagement.desk.drafting import Wanted, draft_steps
from engagement.desk.exceptions import DeskError, DetailError
from nlp.drafting.draft import as_row
from nlp.drafting.kinds import get_kind
from nlp.exceptions import InputFileError, NlpError
from nlp.language import LANGS
from nlp.providers.protocol import outcome
from privacy.whole_file import write_whole


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, [text])
    except OSError as error:
        raise InputFileError(path, expected=f"cannot be written: {error.strerror}") from error


def _details(key: str, given: list[str]) -> dict[str, str]:
    """Return the fields of the kind's form that were given as KEY=VALUE."""
    known = tuple(one.key for one in get_kind(key).details)
    pairs = [one.partition("=") for one in given]
    for name, equals, _value in pairs:
        if not equals or name not in known:
            raise DetailError(name, known)
    return {name: value for name, _equals, value in pairs}


class Command(BaseCommand):
    help = "Draft a survey or a text from a brief."
    # A draft needs no page: checking them all would load the whole site first.
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = 'example:\n  manage.py draft engagement_survey --brief "night-shift nurses" --lang en --out draft.json'
        parser.add_argument("kind", metavar="KIND", help="a key of list_drafts")
        parser.add_argument(
            "--brief", required=True, metavar="TEXT", help="what it is about, in a sentence or more"
        )
        parser.add_argument("--lang", required=True, choices=LANGS)
        parser.add_argument(
            "--detail", action="append", default=[], metavar="KEY=VALUE", help="a field of the kind's form"
        )
        parser.add_argument("--max-chars", type=int, metavar="N", help="a limit below that of the kind")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.json")

    def handle(self, **options: Any) -> None:
        try:
            details = _details(options["kind"], options["detail"])
            wanted = Wanted(options["kind"], options["brief"], options["lang"], details, options["max_chars"])
            made = outcome(draft_steps(wanted, actor="command draft"))
            _write(options["out"], json.dumps(as_row(made.draft), ensure_ascii=False, indent=2) + "\n")
        except (DeskError, NlpError) as error:
            self.stderr.write(str(error))
            sys.exit(2)
