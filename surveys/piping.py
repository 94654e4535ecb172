"""Words about the unit put into a question: `{unit}` and `{company}`, and nothing about a person."""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
KNOWN = ("unit", "company")


def has_placeholder(text: str) -> bool:
    """Return whether a text has anything to fill."""
    return PLACEHOLDER.search(text) is not None


def unknown_placeholders(text: str) -> list[str]:
    """Return the placeholders of a text that nothing can fill, in order."""
    return [name for name in PLACEHOLDER.findall(text) if name not in KNOWN]


def fill(text: str, words: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled; one without a word stays as it is."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)
