"""Making a questionnaire from its definition, with errors that name the place."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from surveys.definition import check_definition
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
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            position=position,
            key=question["key"],
            type=question["type"],
            **{field: question[field] for field in OWN_FIELDS if field in question},
        )
        for position, question in enumerate(definition["questions"], start=1)
    )
    return questionnaire
