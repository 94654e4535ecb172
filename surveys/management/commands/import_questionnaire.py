import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from surveys.exceptions import SurveyError
from surveys.exchange.files import import_questionnaire

EXAMPLE = """example:
  manage.py import_questionnaire climate.json
  manage.py import_questionnaire limesurvey_survey_123456.lss --format lss

What is carried over is described in docs/exchange.md.
"""


class Command(BaseCommand):
    help = "Store the questionnaire of a SurveyJS or LimeSurvey file as a draft, and say what was not carried over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLE
        parser.add_argument("file", type=Path, help="SurveyJS JSON or LimeSurvey .lss")
        parser.add_argument(
            "--format", choices=("surveyjs", "lss"), help="guessed from the content without it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = import_questionnaire(options["file"], options["format"])
        except SurveyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
