"""The ballot as a form: what the page shows, and what it sends, without a session or a form library.

A field is named after its question, the row of a matrix `QUESTION.ROW`. `prefer not to answer` is sent as the empty
value, or beside what is typed in as `declined:QUESTION`, so that a required question can tell a decision from an
oversight; an empty comment needs no decision.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from surveys.enums import QuestionType
from surveys.languages import pick
from surveys.logic import holds
from surveys.models import Question, Wave
from surveys.parts import parts
from surveys.piping import fill
from surveys.question_types.registry import question_type

DECLINED = ""
DECLINE = "declined:"


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick or circle to press."""

    value: str
    label: str
    chosen: bool
    places: tuple["Option", ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One question as a template shows it, with what was sent and what is wrong with it."""

    question: Question
    template: str
    text: str
    help_text: str
    section: str
    starts_section: bool
    options: tuple[Option, ...]
    value: str
    declined: bool
    show_if: str
    depends_on: str
    depends_answers: str
    error: str
    rules: str
    wanted: str
    parts: tuple["Field", ...] = ()

    @property
    def input(self) -> str:
        """Return the kind of box: several may be ticked, or one."""
        return "checkbox" if self.question.type == QuestionType.MULTIPLE else "radio"

    @property
    def described_by(self) -> str:
        """Return the ids of the notes beside the question, what is wrong first."""
        notes = {"error": self.error, "help": self.help_text, "only": self.depends_on}
        return " ".join(f"{name}-{self.question.key}" for name, text in notes.items() if text)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: answers for the intake, which questions were declined, and everything as it came."""

    answers: dict[str, object] = dataclass_field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    raw: Mapping[str, list[str]] = dataclass_field(default_factory=dict)


NOTHING_SENT = Sent()
NO_WORDS: Mapping[str, str] = {}
NOT_QUESTIONS = frozenset({"lang", "switch"})


def read_form(questions: Iterable[Question], data: QueryDict) -> Sent:
    """Return what was sent; fields that belong to no question are left to the intake to refuse."""
    raw = {key: data.getlist(key) for key in data if key not in NOT_QUESTIONS}
    types = {question.key: question_type(question.type) for question in parts(questions)}
    said = {f"{DECLINE}{key}": key for key in types if f"{DECLINE}{key}" in raw}
    blank = {key for key, values in raw.items() if not any(value.strip() for value in values)}
    answers = {
        key: types[key].from_form([value for value in values if value != DECLINED])
        if key in types
        else values
        for key, values in raw.items()
        if key not in blank and key not in said
    }
    decided = {key for key in blank if key not in types or not types[key].typed}
    return Sent(answers, frozenset(decided | set(said.values())), raw)


def missing(asked: Iterable[Question], sent: Sent) -> dict[str, str]:
    """Return the required questions that were neither answered nor declined, with what to do."""
    return {
        question.key: _("Please answer, or choose “prefer not to answer”.")
        for question in parts(asked)
        if question.required and question.key not in sent.answers and question.key not in sent.declined
    }


def _answers_that_show(question: Question, source: Question) -> str:
    """Return the answers to an earlier question upon which this one is asked, in words."""
    labels = question_type(source.type).choices(source)
    typed = question_type(source.type).from_form
    held = [label for value, label in labels if holds(question.show_if, typed([value]))]
    return " / ".join(held) if labels else _bounds_in_words(question.show_if)


def _bounds_in_words(condition: Mapping[str, Any]) -> str:
    """Return which numbers fulfil a condition over a question without steps."""
    words = {"le": _("%(value)s or less"), "ge": _("%(value)s or more"), "ne": _("anything but %(value)s")}
    value = condition["value"]
    shown = " / ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words.get(condition["op"], "%(value)s") % {"value": shown}


def _options(question: Question, raw: list[str]) -> tuple[Option, ...]:
    """Return the boxes of a question; to rank, each with the places from which to choose."""
    choices = question_type(question.type).choices(question)
    if question.type != QuestionType.RANKING:
        return tuple(Option(value, label, value in raw) for value, label in choices)
    places = [str(place) for place in range(1, len(choices) + 1)]
    return tuple(
        Option(value, label, False, tuple(Option(f"{n}={value}", n, f"{n}={value}" in raw) for n in places))
        for value, label in choices
    )


def _field(
    question: Question,
    earlier: Mapping[str, Question],
    sent: Sent,
    errors: Mapping[str, str],
    words: Mapping[str, str],
) -> Field:
    raw, spec = list(sent.raw.get(question.key, [])), question_type(question.type)
    source = earlier[question.show_if["question"]] if question.show_if else None
    below = tuple(
        _field(part, {**earlier, question.key: question}, sent, errors, words)
        for part in parts([question])
        if part is not question
    )
    return Field(
        question=question,
        template=spec.template,
        text=fill(pick(question.text), words),
        help_text=fill(pick(question.help_text), words),
        section=pick(question.section),
        starts_section=False,
        options=_options(question, raw),
        value=raw[0] if raw else "",
        declined=question.key in sent.declined,
        show_if=json.dumps(question.show_if) if question.show_if else "",
        depends_on=fill(pick(source.text), words) if source else "",
        depends_answers=_answers_that_show(question, source) if source else "",
        error=errors.get(question.key) or next((part.error for part in below if part.error), ""),
        rules=json.dumps(spec.rules(question)),
        wanted=spec.wanted(question),
        parts=below,
    )


def fields(
    questions: Iterable[Question],
    sent: Sent,
    errors: Mapping[str, str],
    words: Mapping[str, str] = NO_WORDS,
) -> list[Field]:
    """Return every question as the page shows it; nothing that was sent is lost.

    `words` are what `{unit}` and `{company}` in a text stand for.
    """
    earlier: dict[str, Question] = {}
    shown: list[Field] = []
    for question in questions:
        field = _field(question, earlier, sent, errors, words)
        starts = bool(field.section) and (not shown or shown[-1].section != field.section)
        shown.append(replace(field, starts_section=starts))
        earlier[question.key] = question
    return shown


def ballot_context(
    wave: Wave,
    questions: Iterable[Question],
    sent: Sent,
    errors: Mapping[str, str],
    words: Mapping[str, str] = NO_WORDS,
) -> dict[str, object]:
    """Return what the page of a ballot shows, in the active language."""
    shown = fields(questions, sent, errors, words)
    stray = errors.keys() - {part.key for part in parts(field.question for field in shown)}
    return {
        "title": pick(wave.title),
        "intro": pick(wave.questionnaire.intro),
        "fields": shown,
        "errors": errors,
        "stray": errors[min(stray)] if stray else "",
    }
