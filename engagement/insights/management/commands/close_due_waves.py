import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

import engagement.pipeline as pipeline
from surveys.closing import purge_deleted_rows
from surveys.retention import forget_raw_answers
from surveys.selectors import unreleased_waves

EXAMPLE = """\
example:
  python manage.py close_due_waves
  python manage.py close_due_waves --on 2026-03-16
"""


class Command(BaseCommand):
    help = "Close every wave whose last day is over, release its results, and forget raw answers kept long enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EXAMPLE
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="DATE", help="the day it is (default: today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        waves = list(unreleased_waves(on))
        for number, wave in enumerate(waves, start=1):
            if sys.stderr.isatty():
                self.stderr.write(f"closing wave {number} of {len(waves)}")
            pipeline.wave_closed(wave.pk, on=on)
        forgotten = forget_raw_answers(on=on)
        if waves or forgotten:
            purge_deleted_rows()
        self.stdout.write(
            f"closed {len(waves)} wave{'' if len(waves) == 1 else 's'}, forgot the raw answers of {forgotten}"
        )
