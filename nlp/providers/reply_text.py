"""From what a model wrote to the JSON it was asked for: models wrap it in fences and in sentences."""

import json
import re
from typing import Any

# The strings of a reply that a person reads, up to an escape that is not complete yet.
_READABLE = re.compile(r'"(?:title|body|text)"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)')


def decode(text: str) -> Any:
    """Return the JSON object of a reply; raise `ValueError` if there is none.

    Tried are the whole text, and what stands between the outermost braces (fences and talk around it are left out).
    """
    for candidate in (text, text[text.find("{") : text.rfind("}") + 1]):
        try:
            found = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise ValueError(text[:80])


def readable(so_far: str) -> str:
    """Return what a person can read of JSON that is still being written: title, text, wordings, a line each."""
    return "\n".join(_unescaped(found) for found in _READABLE.findall(so_far))


def _unescaped(text: str) -> str:
    """Return a JSON string's content; half a pair of surrogates, whose other half is not there yet, is left out."""
    try:
        whole = str(json.loads(f'"{text}"', strict=False))
    except ValueError:  # an escape that JSON does not know
        return text
    return whole.encode("utf-8", "ignore").decode("utf-8")
