import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand

from nlp.taxonomy import TOPICS


class Command(BaseCommand):
    help = "List the workplace topics that comments are read for."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py list_topics --json"
        parser.add_argument(
            "--json", action="store_true", help="a JSON list with names and descriptions in en and zh"
        )

    def handle(self, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps([topic.as_row() for topic in TOPICS], ensure_ascii=False, indent=2))
            return
        for topic in TOPICS:
            self.stdout.write(f"{topic.key:18} {topic.name_en:20} {topic.name_zh:8} {topic.description_en}")
