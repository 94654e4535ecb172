import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from engagement.demo.agenda import Stage
from engagement.demo.exceptions import DemoError
from engagement.demo.models import Playthrough
from engagement.demo.play import play
from engagement.demo.progress import Progress
from engagement.demo.scorecard import first_excess_leavers, scorecard
from engagement.demo.world import build_world

LEAST_PEOPLE = 150
MOST_PEOPLE = 3000
EPILOG = """\
Stages: files    only the files, no database needed
        people   files, then the directory and accounts
        surveys  people, then pulses and exit surveys
        signals  people, then calendars
        all      everything in order of the day, so that alerts, plans and verdicts arise (default)
A run that was interrupted goes on where it stopped; a finished one is left as it is.

example:
  manage.py demo --seed 1
  manage.py demo --stage files --people 300 --out /tmp/company
"""


class Command(BaseCommand):
    help = "Make a believable company and play its last year through the real services."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("--seed", type=int, default=1, help="draws everything; default 1")
        parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.ALL.value)
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the year ends before this day; default: today"
        )
        parser.add_argument("--people", type=int, default=1200, help="150 to 3000, default 1200")
        parser.add_argument(
            "--out", type=Path, default=settings.VAR_DIR / "demo", help="folder for the files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._play(**{name: options[name] for name in ("seed", "stage", "today", "people", "out")})
        except DemoError as error:
            self.stderr.write(str(error))
            sys.exit(2)

    def _play(self, *, seed: int, stage: str, today: date | None, people: int, out: Path) -> None:
        if not LEAST_PEOPLE <= people <= MOST_PEOPLE or seed < 0:
            self.stderr.write(
                f"--people {people} --seed {seed}: expected {LEAST_PEOPLE} to {MOST_PEOPLE} people, seed 0 or more."
            )
            sys.exit(2)
        run = None if stage == Stage.FILES else Playthrough.objects.first()
        if run is not None and run.finished and today in (None, run.today):
            self.stdout.write(f"The demo is there already ({run}). Links: manage.py demo_links")
            return
        # A run that broke off yesterday goes on with yesterday's company.
        day = today or (run.today if run else timezone.localdate())
        world = build_world(seed=seed, today=day, people=people)
        progress = Progress(sys.stderr)
        done = play(world=world, out=out, stage=Stage(stage), progress=progress)
        self.stdout.write(progress.summary())
        if done is not None and done.finished:
            self.stdout.write(scorecard(world.causes, first_excess_leavers(world)).text())
