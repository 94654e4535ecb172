"""Words that a text of HR should not go out with: found and told, never changed."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from nlp.language import Lang

_FILE = Path(__file__).with_name("tone.yaml")


class Tone(NamedTuple):
    """A word as it stands in a text, and why somebody should look at it."""

    words: str
    why: str


@cache
def _rules(lang: Lang) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return pattern and reason; English words begin and end at a border."""
    border = r"\b" if lang == "en" else ""
    return tuple(
        (re.compile(f"{border}(?:{'|'.join(one[lang])}){border}", re.IGNORECASE), one["why"][lang])
        for one in yaml.safe_load(_FILE.read_text("utf-8"))
    )


def tones(text: str, lang: Lang) -> list[Tone]:
    """Return what stands out, rule by rule; every wording once."""
    found = [Tone(match.group(), why) for pattern, why in _rules(lang) for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))
