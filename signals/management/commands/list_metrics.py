import json
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from signals.metrics import METRICS


class Command(BaseCommand):
    help = "List every metric of the signals: definition, formula, bounds, width of bands, step and source."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Example:\n  python manage.py list_metrics --json"
        parser.add_argument("--json", action="store_true", help="as a JSON list, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            listed = [metric.as_json() for metric in METRICS.values()]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        for metric in METRICS.values():
            self.stdout.write(f"{metric.name} ({metric.unit}): {metric.definition}. {metric.formula}")
