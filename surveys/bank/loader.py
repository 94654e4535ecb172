"""Reading the bank: items by id, and ready sets as definitions for `create_questionnaire`."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from surveys.exceptions import UnknownSetError

FOLDER = Path(__file__).parent
SETS = FOLDER / "sets"
ASKED = ("type", "text", "construct", "reversed", "options", "help_text")


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def bank() -> dict[str, dict[str, Any]]:
    """Return item id -> item, over every file of the bank; sources are merged into their items."""
    items: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        content = _read(path)
        for item in content["items"]:
            items[item["id"]] = {"source": content["source"], "licence": content["licence"], **item}
    return items


def get_item(key: str) -> dict[str, Any]:
    """Return one item; an unknown id raises `UnknownSetError`."""
    try:
        return bank()[key]
    except KeyError:
        raise UnknownSetError(key, tuple(bank())) from None


def counts() -> dict[str, dict[str, int]]:
    """Return how many items the bank has, by language, licence, source, construct and scale; the first is the total."""
    items = list(bank().values())
    return {
        "items": {"all": len(items)},
        "language": dict(Counter(code for item in items for code in item["text"])),
        "licence": dict(Counter(item["licence"] for item in items)),
        "source": dict(Counter(item["source"] for item in items)),
        "construct": dict(Counter(item["construct"] for item in items if item["construct"])),
        "scale": dict(Counter(item["type"] for item in items)),
    }


def set_keys() -> list[str]:
    """Return the keys of the ready sets."""
    return sorted(path.stem for path in SETS.glob("*.yaml"))


def _question(written: dict[str, Any]) -> dict[str, Any]:
    """Return a question; one that names a `bank_item` takes from it what it does not say itself."""
    if "bank_item" not in written:
        return dict(written)
    item = get_item(written["bank_item"])
    return {**{field: item[field] for field in ASKED if field in item}, **written}


def load_set(key: str) -> dict[str, Any]:
    """Return the definition of a ready set, fresh at every call."""
    if key not in set_keys():
        raise UnknownSetError(key, tuple(set_keys()))
    content = _read(SETS / f"{key}.yaml")
    return {**content, "questions": [_question(question) for question in content["questions"]]}
