"""A draft, whoever wrote it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Part:
    """Another wording of one part of a draft: a paragraph, or a question; `notes` are what to look at."""

    text: str
    question: DraftQuestion | None = None
    notes: tuple[str, ...] = ()


def flagged(question: DraftQuestion, lang: Lang, validated: Collection[str] = ()) -> DraftQuestion:
    """Return the question with what the linter says of it."""
    flags = tuple(lint(Wording(question.text, lang, question.scale), validated))
    return replace(question, flags=flags)


def question_row(question: DraftQuestion) -> dict[str, Any]:
    """Return a question in the promised form."""
    return {
        "text": question.text,
        "type": question.type,
        "scale": list(question.scale) or None,
        "construct": question.construct,
        "bank_item": question.bank_item,
        "flags": [as_flag(flag) for flag in question.flags],
    }


def as_row(draft: Draft) -> dict[str, Any]:
    """Return a draft in the promised form."""
    questions = None if draft.questions is None else [question_row(one) for one in draft.questions]
    return {
        "kind": draft.kind, "lang": draft.lang, "source": draft.source, "model": draft.model, "title": draft.title,
        "body": draft.body, "questions": questions, "notes": list(draft.notes),
    }  # fmt: skip
