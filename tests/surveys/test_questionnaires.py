"""Storing questionnaires, and keeping a launched one as it was."""

import pytest
from django.db import IntegrityError, transaction

from surveys.editing import moved, named, rewritten
from surveys.exceptions import DefinitionError, EditRefusedError, FrozenError
from surveys.models import Question, Questionnaire
from surveys.questionnaires import as_definition, create_questionnaire, discard, edit, next_version
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def test_create_stores_questions_in_order_with_their_fields() -> None:
    condition = {"question": "q1", "op": "le", "value": 2}
    made = create_questionnaire(
        make.definition(
            make.question("q1", construct="workload", reversed=True, required=True),
            make.question("q2", "multiple", show_if=condition, section=make.both("Part")),
        )
    )

    first, second = made.questions.all()
    assert (first.key, first.construct, first.reversed, first.required) == ("q1", "workload", True, True)
    assert (second.key, second.show_if, second.section) == ("q2", condition, make.both("Part"))
    assert [option["key"] for option in second.options] == ["a", "b", "c"]


def test_create_again_makes_the_next_version() -> None:
    assert [make.questionnaire().version, make.questionnaire().version] == [1, 2]


def test_create_with_a_wrong_question_stores_nothing() -> None:
    with pytest.raises(DefinitionError):
        create_questionnaire(make.definition(make.question("ok"), make.question("bad", "slider")))

    assert not Questionnaire.objects.exists()


def test_launched_question_cannot_be_changed_or_deleted() -> None:
    make.company()
    question = make.wave().questionnaire.questions.get(key="q1")

    question.text = make.both("Something else")
    with pytest.raises(FrozenError):
        question.save()
    with pytest.raises(FrozenError):
        question.delete()


def test_database_refuses_a_change_of_a_launched_question_that_goes_round_the_model() -> None:
    make.company()
    wave = make.wave()

    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(questionnaire=wave.questionnaire).update(text=make.both("Something else"))


def test_question_of_a_draft_can_be_changed() -> None:
    question = make.questionnaire().questions.get(key="q1")
    question.text = make.both("Better wording")
    question.save()

    question.refresh_from_db()
    assert question.text == make.both("Better wording")


def keys(of: Questionnaire) -> list[str]:
    return list(of.questions.values_list("key", flat=True))


def test_a_draft_is_edited_as_a_whole_and_checked_before_anything_is_stored() -> None:
    made = make.questionnaire(make.question("a"), make.question("b"))
    edit(made, moved("a", 1))
    assert keys(made) == ["b", "a"]
    with pytest.raises(DefinitionError):
        edit(made, rewritten("a", {"type": "slider"}))
    assert keys(made) == ["b", "a"]
    assert made.questions.get(key="a").type == "agreement5"


def test_title_and_introduction_are_edited() -> None:
    made = make.questionnaire()
    after = edit(made, named({"en": "Rest"}, {"zh": "关于休息"}))
    assert (after.title, after.intro) == ({"en": "Rest"}, {"zh": "关于休息"})


def test_a_launched_version_never_changes_and_the_next_one_is_made_once() -> None:
    made = make.questionnaire(make.question("a"), make.question("b"))
    made.frozen = True
    made.save()
    for refused in (lambda: edit(made, moved("a", 1)), lambda: discard(made)):
        with pytest.raises(EditRefusedError):
            refused()
    following = next_version(made)
    assert (following.version, following.frozen, keys(following)) == (2, False, ["a", "b"])
    assert next_version(made) == following == next_version(following)
    edit(following, moved("a", 1))
    assert (keys(made), keys(following)) == (["a", "b"], ["b", "a"])


def test_a_draft_is_discarded() -> None:
    discard(make.questionnaire())
    assert not Question.objects.exists()


def test_a_definition_comes_back_as_it_was_stored() -> None:
    written = make.definition(
        make.question("a", required=True), make.question("b", "single"), intro=make.both("Hi")
    )
    stored = as_definition(create_questionnaire(written))
    assert stored["questions"][0] == written["questions"][0] | {"wording": 1}
    assert {**stored, "questions": None} == {**written, "questions": None}
