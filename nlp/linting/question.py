"""What a rule reads and what it says."""

from dataclasses import dataclass
from typing import Literal

from nlp.language import Lang

Rule = Literal[
    "double_barrelled", "leading", "loaded", "absolute", "double_negative", "jargon", "identifying", "too_long",
    "unbalanced_scale", "vague_time", "hypothetical",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is written: its text, its language and the labels of its scale, if any."""

    text: str
    lang: Lang
    scale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """A fault. `span` is [start, end) in code points; `why` and `rewrite` are in the question's language."""

    rule: Rule
    span: tuple[int, int]
    why: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, and the words to put in the place of the whole question."""

    start: int
    end: int
    rewrite: str
