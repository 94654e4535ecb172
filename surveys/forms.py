"""The ballot as a form: what the page shows, and what it sends, without a session or a form library.

A field is named after its question. `prefer not to answer` is sent as the empty value, so that a required question
can tell a decision from an oversight; an empty comment needs no decision.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from django.http import QueryDict
from django.utils.translation import gettext as _

from surveys.enums import QuestionType
from surveys.languages import pick
from surveys.logic import holds
from surveys.models import Question, Wave
from surveys.question_types.registry import question_type

DECLINED = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick or circle to press."""

    value: str
    label: str
    chosen: bool


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
NOT_QUESTIONS = frozenset({"lang", "switch"})


def read_form(questions: Iterable[Question], data: QueryDict) -> Sent:
    """Return what was sent; fields that belong to no question are left to the intake to refuse."""
    raw = {key: data.getlist(key) for key in data if key not in NOT_QUESTIONS}
    types = {question.key: question.type for question in questions}
    declined = frozenset(key for key, values in raw.items() if not any(value.strip() for value in values))
    answers = {
        key: question_type(types[key]).from_form([value for value in values if value != DECLINED])
        if key in types
        else values
        for key, values in raw.items()
        if key not in declined
    }
    return Sent(answers, declined, raw)


def missing(asked: Iterable[Question], sent: Sent) -> dict[str, str]:
    """Return the required questions that were neither answered nor declined, with what to do."""
    return {
        question.key: _("Please answer, or choose “prefer not to answer”.")
        for question in asked
        if question.required and question.key not in sent.answers and question.key not in sent.declined
    }


def _answers_that_show(question: Question, source: Question) -> str:
    """Return the answers to an earlier question upon which this one is asked, in words."""
    labels = question_type(source.type).choices(source)
    typed = question_type(source.type).from_form
    return " / ".join(label for value, label in labels if holds(question.show_if, typed([value])))


def _field(question: Question, earlier: Mapping[str, Question], sent: Sent, error: str) -> Field:
    raw, spec = list(sent.raw.get(question.key, [])), question_type(question.type)
    source = earlier[question.show_if["question"]] if question.show_if else None
    return Field(
        question=question,
        template=spec.template,
        text=pick(question.text),
        help_text=pick(question.help_text),
        section=pick(question.section),
        starts_section=False,
        options=tuple(Option(value, label, value in raw) for value, label in spec.choices(question)),
        value=raw[0] if raw else "",
        declined=question.key in sent.declined,
        show_if=json.dumps(question.show_if) if question.show_if else "",
        depends_on=pick(source.text) if source else "",
        depends_answers=_answers_that_show(question, source) if source else "",
        error=error,
    )


def fields(questions: Iterable[Question], sent: Sent, errors: Mapping[str, str]) -> list[Field]:
    """Return every question as the page shows it; nothing that was sent is lost."""
    earlier: dict[str, Question] = {}
    shown: list[Field] = []
    for question in questions:
        field = _field(question, earlier, sent, errors.get(question.key, ""))
        starts = bool(field.section) and (not shown or shown[-1].section != field.section)
        shown.append(replace(field, starts_section=starts))
        earlier[question.key] = question
    return shown


def ballot_context(
    wave: Wave, questions: Iterable[Question], sent: Sent, errors: Mapping[str, str]
) -> dict[str, object]:
    """Return what the page of a ballot shows, in the active language."""
    shown = fields(questions, sent, errors)
    stray = errors.keys() - {field.question.key for field in shown}
    return {
        "title": pick(wave.title),
        "intro": pick(wave.questionnaire.intro),
        "fields": shown,
        "errors": errors,
        "stray": errors[min(stray)] if stray else "",
    }
