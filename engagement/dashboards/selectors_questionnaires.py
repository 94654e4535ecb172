"""A questionnaire as HR reads it before and after launch."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagement.dashboards.labels import construct_label, pick
from people.permissions import Reader, check_design_surveys
from surveys.enums import QuestionType
from surveys.models import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in words."""

    number: int
    text: str
    other: str
    type: str
    construct: str
    options: list[str]
    condition: str
    bank_item: str


@dataclass(frozen=True, slots=True)
class QuestionnairePage:
    """A questionnaire with its questions, section by section."""

    questionnaire: Questionnaire
    title: str
    intro: str
    sections: list[tuple[str, list[Asked]]]


def questionnaire_page(reader: Reader, pk: int) -> QuestionnairePage:
    """Return a questionnaire's page; raise `PermissionDenied` unless the reader designs surveys."""
    check_design_surveys(reader)
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    questions = list(questionnaire.questions.all())
    numbers = {question.key: place for place, question in enumerate(questions, start=1)}
    sections: dict[str, list[Asked]] = {}
    for question in questions:
        sections.setdefault(pick(question.section), []).append(_asked(question, numbers))
    return QuestionnairePage(
        questionnaire, pick(questionnaire.title), pick(questionnaire.intro), list(sections.items())
    )


def _asked(question: Question, numbers: dict[str, int]) -> Asked:
    text = pick(question.text)
    other = next((words for words in question.text.values() if words != text), "")
    return Asked(
        number=numbers[question.key],
        text=text,
        other=other,
        type=str(QuestionType(question.type).label),
        construct=construct_label(question.construct) if question.construct else "",
        options=[pick(option["text"]) for option in question.options],
        condition=condition_in_words(question.show_if, numbers),
        bank_item=question.bank_item,
    )


def condition_in_words(rule: dict[str, object], numbers: dict[str, int]) -> str:
    """Return when a question is shown, in words; "" for always."""
    if not rule:
        return ""
    words = {
        "eq": _("asked if the answer to question %(number)s is %(value)s"),
        "ne": _("asked if the answer to question %(number)s is not %(value)s"),
        "in": _("asked if the answer to question %(number)s is one of %(value)s"),
        "le": _("asked if the answer to question %(number)s is %(value)s or lower"),
        "ge": _("asked if the answer to question %(number)s is %(value)s or higher"),
    }
    value = rule["value"]
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words[str(rule["op"])] % {"number": numbers.get(str(rule["question"]), "?"), "value": shown}
