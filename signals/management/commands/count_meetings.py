import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.exceptions import PrivacyError
from signals.connectors.viva_meetings import count_meetings


class Command(BaseCommand):
    help = (
        "Count the lines of a meeting query of Viva Insights: meetings, and what is none by the rules of calendars "
        "(cancelled, all-day, one attendee, 24 hours or longer)."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE", help="the CSV of a meeting query")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = count_meetings(options["path"])
        except PrivacyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write(json.dumps(counts.as_json()))
