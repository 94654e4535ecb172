"""Making a questionnaire from its definition, with errors that name the place; changing one until it is launched."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from surveys.definition import check_definition
from surveys.editing import Change
from surveys.exceptions import EditRefusedError, Refusal
from surveys.models import Question, Questionnaire

OWN_FIELDS = (
    "text",
    "help_text",
    "section",
    "options",
    "settings",
    "required",
    "show_if",
    "construct",
    "reversed",
    "bank_item",
    "wording",
)


def _next_version(key: str) -> int:
    newest = Questionnaire.objects.filter(key=key).aggregate(newest=Max("version"))["newest"]
    return (newest or 0) + 1


@transaction.atomic
def create_questionnaire(definition: Mapping[str, Any]) -> Questionnaire:
    """Store a questionnaire as the next version of its key.

    Parameters
    ----------
    definition
        `key`, `title`, `purpose`, `questions` and optionally `intro`, as written in `surveys/bank/sets`; a question
        has `key`, `type`, `text` and optionally the other fields of `surveys.models.Question`. What is wrong raises
        a `DefinitionError` that names the place, and nothing is stored.
    """
    check_definition(definition)
    questionnaire = Questionnaire.objects.create(
        key=definition["key"],
        version=_next_version(definition["key"]),
        title=definition["title"],
        intro=definition.get("intro", {}),
        purpose=definition["purpose"],
    )
    _store_questions(questionnaire, definition["questions"])
    return questionnaire


def _store_questions(questionnaire: Questionnaire, questions: Iterable[Mapping[str, Any]]) -> None:
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            position=position,
            key=question["key"],
            type=question["type"],
            **{field: question[field] for field in OWN_FIELDS if field in question},
        )
        for position, question in enumerate(questions, start=1)
    )


def as_definition(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return a stored questionnaire as the definition from which it could be made again."""
    questions = [
        {"key": one.key, "type": one.type}
        | {name: value for name in OWN_FIELDS if (value := getattr(one, name)) not in ({}, [], "", False)}
        for one in questionnaire.questions.all()
    ]
    found = {"key": questionnaire.key, "title": questionnaire.title, "purpose": questionnaire.purpose}
    return found | ({"intro": questionnaire.intro} if questionnaire.intro else {}) | {"questions": questions}


@transaction.atomic
def edit(questionnaire: Questionnaire, change: Change) -> Questionnaire:
    """Apply a change to a version that was not launched, check the whole, and store it; or raise and store nothing."""
    current = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if current.frozen:
        raise EditRefusedError(Refusal.LAUNCHED)
    definition = change(as_definition(current))
    check_definition(definition)
    current.title, current.intro = definition["title"], definition.get("intro", {})
    current.save(update_fields=["title", "intro"])
    current.questions.all().delete()
    _store_questions(current, definition["questions"])
    return current


@transaction.atomic
def next_version(questionnaire: Questionnaire) -> Questionnaire:
    """Return the version to be edited: the newest of this key if it is not launched, else a fresh copy of this one."""
    versions = Questionnaire.objects.select_for_update().filter(key=questionnaire.key)
    newest = versions.order_by("version").last()
    if newest is not None and not newest.frozen:
        return newest
    return create_questionnaire(as_definition(questionnaire))


def discard(questionnaire: Questionnaire) -> None:
    """Delete a version that was never launched."""
    if Questionnaire.objects.filter(pk=questionnaire.pk, frozen=True).exists():
        raise EditRefusedError(Refusal.LAUNCHED)
    questionnaire.delete()
