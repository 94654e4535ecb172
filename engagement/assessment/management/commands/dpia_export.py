"""`dpia_export`: the data protection impact assessment of this site as one HTML file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from engagement.assessment.document import LANGUAGES, assessment

EXAMPLE = """example:
  manage.py dpia_export --lang zh --out pipia.html

The document is written from the configuration in force: policy, stored fields by class, roles, sources, models, ledger.
"""


class Command(BaseCommand):
    help = "Write the DPIA (GDPR 35) / PIPIA (PIPL 55-56) of this site."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lang", choices=sorted(LANGUAGES), required=True)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.html")

    def handle(self, *_args: Any, lang: str, out: Path, **_options: Any) -> None:
        text = assessment(lang)
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            self.stderr.write(f"{out}: cannot be written ({error.strerror})")
            sys.exit(2)
        self.stdout.write(f"{out}: written, {len(text):,} characters")
