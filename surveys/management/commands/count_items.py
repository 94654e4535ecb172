import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from surveys.bank.loader import bank, counts, load_set, set_keys
from surveys.question_types.registry import QUESTION_TYPES

EXAMPLE = """example:
  manage.py count_items        (what the bank has, by language, licence, source, construct and scale)
"""


def _licences_by_language() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for item in bank().values():
        for code in item["text"]:
            by_licence = found.setdefault(code, {})
            by_licence[item["licence"]] = by_licence.get(item["licence"], 0) + 1
    return found


def _ready_set(key: str) -> dict[str, Any]:
    ready = load_set(key)
    asked = ready["questions"]
    return {
        "key": key,
        "purpose": ready["purpose"],
        "languages": sorted(ready["title"]),
        "questions": len(asked),
        "from_the_bank": sum("bank_item" in one for one in asked),
    }


class Command(BaseCommand):
    help = "Count the item bank, the ready sets and the question types, by language and licence; prints JSON."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLE

    def handle(self, *args: Any, **options: Any) -> None:
        found = {
            "bank": counts() | {"licences_by_language": _licences_by_language()},
            "sets": [_ready_set(key) for key in set_keys()],
            "question_types": sorted(QUESTION_TYPES),
        }
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
