"""From what a model wrote to the JSON it was asked for: models wrap it in fences and in sentences."""

import json
from typing import Any


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
