import argparse
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from engagement.demo.cast import CAST
from engagement.demo.links import unused_links

LABELS = {
    "hr": "HR",
    "manager": "Manager with a fresh alert",
    "manager-with-plan": "Manager with a plan",
    "dpo": "Data protection officer",
    "operator": "Operator",
}
LANGUAGES = {"en": "Employee's ballot, English", "zh": "Employee's ballot, 中文"}


class Command(BaseCommand):
    help = "Print the addresses of the demo: ballots, one-click sign-in, API."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py demo_links"
        parser.add_argument(
            "--out", type=Path, default=settings.VAR_DIR / "demo", help="folder of the demo's files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        links = unused_links(options["out"])
        accounts = [role for role, find in CAST.items() if find() is not None]
        if not accounts:
            self.stderr.write("There is no demo in this database: run manage.py demo first.")
            sys.exit(2)
        for language, label in LANGUAGES.items():
            if language in links:
                self._line(label, reverse("surveys:invitation", args=[links[language]]))
        for role in accounts:
            self._line(LABELS[role], reverse("demo:enter", args=[role]))
        self._line("API schema", reverse("schema"))
        if not settings.DEMO:
            self.stdout.write("One-click sign-in exists only with DEMO=on (make demo sets it).")

    def _line(self, label: str, path: str) -> None:
        self.stdout.write(f"{label:<28} {settings.SITE_URL}{path}")
