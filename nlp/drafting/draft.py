"""A draft, whoever wrote it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from nlp.language import Lang
from nlp.linting.question import Flag, Wording
from nlp.linting.questions_file import as_flag
from nlp.linting.registry import lint

Source = Literal["bank", "outline", "model"]


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question of a draft; `scale` holds the labels of its steps, `bank_item` the item it was taken from."""

    text: str
    type: str
    scale: tuple[str, ...] = ()
    construct: str = ""
    bank_item: str | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text or a list of questions. `model` is set if, and only if, `source` is "model"."""

    kind: str
    lang: Lang
    source: Source
    model: str | None
    title: str
    body: str | None
    questions: tuple[DraftQuestion, ...] | None
    notes: tuple[str, ...] = ()


def flagged(question: DraftQuestion, lang: Lang, validated: Collection[str] = ()) -> DraftQuestion:
    """Return the question with what the linter says of it."""
    flags = tuple(lint(Wording(question.text, lang, question.scale), validated))
    return DraftQuestion(
        question.text, question.type, question.scale, question.construct, question.bank_item, flags
    )


def as_row(draft: Draft) -> dict[str, Any]:
    """Return a draft in the promised form."""
    questions = draft.questions and [
        {
            "text": one.text,
            "type": one.type,
            "scale": list(one.scale) or None,
            "construct": one.construct,
            "bank_item": one.bank_item,
            "flags": [as_flag(flag) for flag in one.flags],
        }
        for one in draft.questions
    ]
    return {
        "kind": draft.kind, "lang": draft.lang, "source": draft.source, "model": draft.model, "title": draft.title,
        "body": draft.body, "questions": questions, "notes": list(draft.notes),
    }  # fmt: skip
