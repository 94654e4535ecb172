import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from surveys.exceptions import SurveyError
from surveys.exchange.files import export_questionnaire

EXAMPLE = """example:
  manage.py export_questionnaire 3 --format surveyjs --out climate.json
"""


class Command(BaseCommand):
    help = "Write a questionnaire as SurveyJS JSON, to standard output or a file. Every type of ours is carried over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLE
        parser.add_argument("id", type=int, help="of the questionnaire")
        parser.add_argument("--format", choices=("surveyjs",), required=True)
        parser.add_argument("--out", type=Path, help="file to write; standard output without it")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path | None = options["out"]
        try:
            text = json.dumps(export_questionnaire(options["id"]), ensure_ascii=False, indent=1)
            if out is not None:
                out.write_text(f"{text}\n", encoding="utf-8")
        except SurveyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except OSError as error:
            self.stderr.write(f"{out}: expected a file that can be written ({error.strerror})")
            sys.exit(2)
        if out is None:
            self.stdout.write(text)
