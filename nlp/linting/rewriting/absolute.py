"""Leaves room for exceptions: most people, mostly, hardly ever."""

import re

from nlp.linting.editing import replaced
from nlp.linting.rewriting.english import in_plural

_MANY = re.compile(
    r"^(?P<who>most people|most)(?P<where> (?:in|on|at|of|from) (?:my|our|the|your|this|that) [\w-]+)? (?P<verb>[\w'’]+)",
    re.IGNORECASE,
)
_MOST_OF_ONE = re.compile(
    r"^most (?P<noun>(?!of\b|people\b|cases\b)[a-z-]*[^s\W])\b(?P<rest> (?:[\w-]+ ){0,3}?)?", re.IGNORECASE
)


def softened_en(text: str, start: int, end: int, words: str) -> str:
    """Return the text with softer words at [start, end); what follows "most" agrees with it."""
    after = text[end:]
    softer = words + after
    if words.startswith("most people") and (found := _MANY.match(softer)):
        softer = softer[: found.start("verb")] + in_plural(found["verb"]) + softer[found.end("verb") :]
    elif (
        words.strip() == "most"
        and text[start:end].lower().strip() != "all"
        and (one := _MOST_OF_ONE.match(softer))
    ):
        rest = re.sub(r"^ (is|was|has)\b", lambda m: f" {in_plural(m[1])}", softer[one.end("noun") :])
        softer = softer[: one.end("noun")] + "s" + rest
    elif words.strip() == "most" and re.match(r"\s*(?:the|my|our|your|of)\b", after):
        softer = "most of " + re.sub(r"^\s*(?:of )?", "", after)
    return replaced(text[:start] + softer, 0, 0)
