import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.closing import purge_deleted_rows
from surveys.selectors import due_waves
from surveys.waves import close_wave

EXAMPLE = """\
example:
  python manage.py close_due_waves
  python manage.py close_due_waves --on 2026-03-16
"""


def _day(text: str) -> date:
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Close every wave whose last day is over, and forget the order in which answers came in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EXAMPLE
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("--on", type=_day, metavar="DATE", help="the day it is (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        waves = list(due_waves(on))
        for number, wave in enumerate(waves, start=1):
            if sys.stderr.isatty():
                self.stderr.write(f"closing wave {number} of {len(waves)}")
            close_wave(wave=wave, on=on, actor="system")
        if waves:
            purge_deleted_rows()
        self.stdout.write(f"closed {len(waves)} wave{'' if len(waves) == 1 else 's'}")
