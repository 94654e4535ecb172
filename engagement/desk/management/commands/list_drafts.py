import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand

from nlp.drafting.kinds import kinds


class Command(BaseCommand):
    help = "List every kind of draft that the desk knows."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py list_drafts --json"
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, **options: Any) -> None:
        rows = [
            {
                "key": kind.key,
                "name_en": kind.names["en"],
                "name_zh": kind.names["zh"],
                "needs_provider": kind.needs_provider,
                "max_chars": kind.max_chars,
            }
            for kind in kinds().values()
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['key']:24}{row['name_en']} / {row['name_zh']}")
