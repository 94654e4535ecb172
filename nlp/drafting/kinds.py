"""The registry of drafts."""

# ruff: noqa: EM101  # the reasons are for the model, and read best where they are given

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from nlp.exceptions import UnknownKeyError
from nlp.language import Lang

_FILE = Path(__file__).with_name("kinds.yaml")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of draft. `questions` is how many it has at most (0: a text); `max_chars` counts code points."""

    key: str
    path: Literal["bank", "outline", "none"]
    questions: int
    max_chars: int
    names: Mapping[Lang, str]
    tasks: Mapping[Lang, str]

    @property
    def needs_provider(self) -> bool:
        """Say whether nothing but a model can serve it."""
        return self.path == "none"


# What no model can know of the company; shown beside every draft of one.
UNKNOWN: Mapping[Lang, str] = {
    "en": "A model does not know your company, your law or your people: check every fact before you use this.",
    "zh": "模型不了解贵公司、适用的法律和您的员工：使用前请核对每一项事实。",
}


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its key, in the order of the menu."""
    return {
        one["key"]: Kind(
            key=one["key"],
            path=one["path"],
            questions=one["questions"],
            max_chars=one["max_chars"],
            names={"en": one["en"], "zh": one["zh"]},
            tasks={"en": one["ask_en"], "zh": one["ask_zh"]},
        )
        for one in yaml.safe_load(_FILE.read_text("utf-8"))
    }


def get_kind(key: str) -> Kind:
    """Return a kind; an unknown key raises `UnknownKeyError`."""
    if key not in kinds():
        raise UnknownKeyError("draft", key, tuple(kinds()))
    return kinds()[key]
