import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.campaigns.running import run_campaigns

EXAMPLE = """example:
  manage.py run_campaigns        (run it hourly: people are written to in their own working hours)
"""


class Command(BaseCommand):
    help = "Open the waves of campaigns that are due, invite whom it is time for, remind half-way."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLE

    def handle(self, *args: Any, **options: Any) -> None:
        opened, mailed = run_campaigns(now=timezone.now())
        self.stdout.write(json.dumps({"opened": opened, "mailed": mailed}))
