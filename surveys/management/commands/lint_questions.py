import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from nlp.comments_file import write_rows
from nlp.exceptions import NlpError
from nlp.linting.questions_file import as_flag, read_questions
from nlp.linting.registry import lint
from surveys.bank.validated import validated_wordings


class Command(BaseCommand):
    help = "Say what is wrong with the wording of questions: rule, place, why, and how to ask instead."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py lint_questions questions.csv --out flags.jsonl"
        parser.add_argument(
            "file", type=Path, metavar="IN.csv", help="columns id,text,lang and optionally scale (A / B / C)"
        )
        parser.add_argument(
            "--out", type=Path, required=True, metavar="OUT.jsonl", help="one line per question"
        )

    def handle(self, **options: Any) -> None:
        try:
            questions = read_questions(options["file"])
            validated = validated_wordings()
            rows = (
                {"id": asked.id, "flags": [as_flag(flag) for flag in lint(asked.wording, validated)]}
                for asked in questions
            )
            write_rows(options["out"], rows)
        except NlpError as error:
            self.stderr.write(str(error))
            sys.exit(2)
