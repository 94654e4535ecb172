"""Answers are sealed under a key that is not in the database."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from surveys.models.answers import Answer, Comment
from surveys.sealing import STEP, seal, unseal
from tests.factories import surveys as make

KEY, OTHER = bytes(32), bytes(31) + b"\x01"
VALUE = {"q1": 4, "other": "加班", "many": ["a", "b"], "none": None}


def test_what_was_sealed_is_opened_again() -> None:
    assert unseal(seal(VALUE, KEY), KEY) == VALUE


def test_no_two_sealings_are_alike_and_lengths_tell_steps_only() -> None:
    sealed = [seal({"q1": number}, KEY) for number in (1, 10, 1, 10)]

    assert len(set(sealed)) == 4
    assert {len(one) for one in sealed} == {STEP + 28}
    assert len(seal("x" * STEP, KEY)) == 2 * STEP + 28


@pytest.mark.parametrize("spoilt", [bytes(600), seal(VALUE, OTHER), seal(VALUE, KEY)[:-1] + b"\x00"])
def test_another_key_and_a_changed_byte_are_refused(spoilt: bytes) -> None:
    with pytest.raises(InvalidTag):
        unseal(spoilt, KEY)


@pytest.mark.django_db
def test_the_tables_show_no_answer_and_no_word() -> None:
    make.company({"A": 12})
    make.answer(make.wave(), {"q1": 4, "why": "Too many meetings"}, 3)
    with connection.cursor() as cursor:
        cursor.execute('SELECT "values" FROM surveys_answer UNION ALL SELECT text FROM surveys_comment')
        raw = [bytes(row[0]) for row in cursor.fetchall()]

    assert len(raw) == len(set(raw)) == 6
    assert not any(b'{"q1"' in one or b"meetings" in one for one in raw)
    assert [one.values for one in Answer.objects.all()] == 3 * [{"q1": 4}]


@pytest.mark.django_db
def test_answers_cannot_be_looked_up_by_what_they_say() -> None:
    with pytest.raises(FieldError):
        Comment.objects.filter(text="x").exists()


@pytest.mark.django_db
def test_a_dump_of_rows_is_sealed_and_can_be_loaded(tmp_path: Path) -> None:
    make.company({"A": 12})
    make.answer(make.wave(), {"q1": 4, "why": "Too many meetings"}, 1)
    dumped = tmp_path / "answers.json"
    call_command("dumpdata", "surveys.answer", "surveys.comment", output=str(dumped))
    Answer.objects.all().delete()
    Comment.objects.all().delete()
    call_command("loaddata", str(dumped), verbosity=0)

    assert "meetings" not in dumped.read_text()
    assert [Answer.objects.get().values, Comment.objects.get().text] == [{"q1": 4}, "Too many meetings"]


@pytest.mark.django_db
def test_a_new_secret_opens_what_the_old_one_sealed_if_it_is_named(settings: Settings) -> None:
    make.company({"A": 12})
    make.answer(make.wave(), {"q1": 4}, 1)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-fifty-characters-0123456789-abcdef"
    with pytest.raises(InvalidTag):
        Answer.objects.get()

    settings.SECRET_KEY_FALLBACKS = [old]
    assert Answer.objects.get().values == {"q1": 4}
