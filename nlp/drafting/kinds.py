"""The registry of drafts: one file a kind in `kinds/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from nlp.exceptions import UnknownKeyError
from nlp.language import Lang

_FOLDER = Path(__file__).with_name("kinds")
Words = Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Detail:
    """A field of a kind's form beside the brief. Its label in square brackets is filled in where an outline has it."""

    key: str
    labels: Words


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of draft. `questions` is how many it has at most (0: a text); `max_chars` counts code points.

    `tasks` is what a model is asked, `unknown` what it cannot know, `brief` and `examples` what the form asks for.
    """

    key: str
    path: Literal["bank", "outline", "none"]
    questions: int
    max_chars: int
    names: Words
    tasks: Words
    menu: str = "company"
    unknown: Words = field(default_factory=dict)
    brief: Words = field(default_factory=dict)
    examples: Words = field(default_factory=dict)
    details: tuple[Detail, ...] = ()

    @property
    def needs_provider(self) -> bool:
        """Say whether nothing but a model can serve it."""
        return self.path == "none"


# What no model can know of any company; shown beside every draft of one, before what this kind cannot know.
UNKNOWN: Words = {
    "en": "A model does not know your company, your law or your people: check every fact before you use this.",
    "zh": "模型不了解贵公司、适用的法律和您的员工：使用前请核对每一项事实。",
}


@cache
def files() -> Mapping[str, dict[str, Any]]:
    """Return what the file of every kind holds, by key, in the order of the menu."""
    read = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in _FOLDER.glob("*.yaml")}
    return dict(sorted(read.items(), key=lambda pair: pair[1]["place"]))


def _words(given: Mapping[str, str]) -> Words:
    return {"en": given["en"], "zh": given["zh"]}


def _kind(key: str, given: Mapping[str, Any]) -> Kind:
    return Kind(
        key=key,
        path=given["path"],
        questions=given["at_most"],
        max_chars=given["max_chars"],
        names=_words(given["name"]),
        tasks=_words(given["ask"]),
        menu=given["menu"],
        unknown=_words(given["unknown"]),
        brief=_words(given["brief"]),
        examples=_words(given["example"]),
        details=tuple(Detail(one["key"], _words(one)) for one in given["details"]),
    )


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its key, in the order of the menu."""
    return {key: _kind(key, given) for key, given in files().items()}


def get_kind(key: str) -> Kind:
    """Return a kind; an unknown key raises `UnknownKeyError`."""
    if key not in kinds():
        raise UnknownKeyError(registry="draft", key=key, known=tuple(kinds()))
    return kinds()[key]
