"""What reading a foreign questionnaire gives: a definition of ours, and what could not be carried over."""

import html
import re
from dataclasses import asdict, dataclass, field
from typing import Any

TAG = re.compile(r"<[^>]*>")
NOT_KEY = re.compile(r"[^a-z0-9_-]+")
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Left:
    """Something of the file that is not in the questionnaire: its name, what it is there, and why."""

    name: str
    type: str
    why: str

    def as_json(self) -> dict[str, str]:
        """Return it as the commands print it."""
        return asdict(self)


@dataclass(slots=True)
class Draft:
    """A definition while it is being read."""

    definition: dict[str, Any]
    pages: int = 0
    left: list[Left] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    """Name in the file -> key of the question made of it."""

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Return the questions so far."""
        found: list[dict[str, Any]] = self.definition["questions"]
        return found

    def leave(self, name: str, kind: str, why: str) -> None:
        """Note that something is not carried over, once."""
        if (one := Left(name, kind, why)) not in self.left:
            self.left.append(one)


def key_of(name: object, taken: set[str], otherwise: str) -> str:
    """Return a free key of small letters, digits, _ and - that is as near to a name as can be."""
    plain = NOT_KEY.sub("-", str(name).lower()).strip("-_")[: LONGEST_KEY - 4] or otherwise
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    taken.add(key)
    return key


def plain(text: object) -> str:
    """Return a text without tags, in one line, and with braces that are no placeholder of ours made round."""
    words = " ".join(html.unescape(TAG.sub(" ", str(text))).split())
    return re.sub(r"\{(?!(?:unit|company)\})([^{}]*)\}", r"(\1)", words)


def languages_of(definition: dict[str, Any]) -> list[str]:
    """Return the languages in which a questionnaire has its title or a question."""
    found = {code for question in definition["questions"] for code in question["text"]} | set(
        definition["title"]
    )
    return sorted(found)
