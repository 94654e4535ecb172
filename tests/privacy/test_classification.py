from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from privacy.classification import FIELDS, FieldClass, models_with

OURS = ("people", "privacy", "surveys", "signals", "engagement")
# The people named in these are those who act (who acknowledged an alert, who owns a plan), not those who answered.
WITH_A_NAMED_ACTOR = {"insights.Alert", "actions.Plan", "actions.Measurement"}
NAMES_OF_PERSONS = {"people.Person", "people.Membership", "people.RosterEntry", "surveys.Invitation"}


def our_models() -> list[type[Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in OURS
        for model in config.get_models(include_auto_created=False)
    ]


def keys_from(model: type[Model]) -> Iterator[type[Model]]:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey) and isinstance(field.related_model, type):
            yield field.related_model


def reached_from(model: type[Model]) -> set[str]:
    """Return everything that a chain of keys leads to."""
    found: set[type[Model]] = set()
    waiting = [model]
    while waiting:
        new = set(keys_from(waiting.pop())) - found
        found |= new
        waiting.extend(new)
    return {other._meta.label for other in found}


def analytic_models() -> list[type[Model]]:
    labels = models_with(FieldClass.ANSWER) | models_with(FieldClass.RELEASED)
    return [apps.get_model(label) for label in sorted(labels)]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_stored_field_is_classified(model: type[Model]) -> None:
    stored = {field.name for field in model._meta.get_fields() if field.concrete}
    assert set(FIELDS.get(model._meta.label, {})) == stored


def test_no_model_is_classified_that_does_not_exist() -> None:
    assert set(FIELDS) == {model._meta.label for model in our_models()}


@pytest.mark.parametrize("model", analytic_models(), ids=lambda model: model._meta.label)
def test_no_analytic_table_has_a_key_to_a_person(model: type[Model]) -> None:
    assert not reached_from(model) & NAMES_OF_PERSONS


@pytest.mark.parametrize("model", analytic_models(), ids=lambda model: model._meta.label)
def test_no_analytic_table_has_a_key_to_an_account(model: type[Model]) -> None:
    if model._meta.label not in WITH_A_NAMED_ACTOR:
        assert "people.Account" not in reached_from(model)


@pytest.mark.parametrize("label", sorted(models_with(FieldClass.ANSWER)))
def test_no_relation_leads_back_to_answers(label: str) -> None:
    answers = apps.get_model(label)
    for model in our_models():
        back = [relation for relation in model._meta.related_objects if relation.related_model is answers]
        assert all(relation.get_accessor_name() is None for relation in back), model._meta.label


@pytest.mark.parametrize("label", sorted(models_with(FieldClass.ANSWER)))
def test_answers_carry_no_time_and_no_address(label: str) -> None:
    kinds = {field.get_internal_type() for field in apps.get_model(label)._meta.concrete_fields}
    assert not kinds & {"DateField", "DateTimeField", "TimeField", "GenericIPAddressField"}


def test_released_rows_refer_to_units_by_code_only() -> None:
    for label in ("privacy.ReleasedCell", "privacy.Refusal", "privacy.ReleasedTable"):
        assert reached_from(apps.get_model(label)) <= {"privacy.ReleasedTable"}
