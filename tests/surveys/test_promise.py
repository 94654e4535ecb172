"""What the promise is made of."""

import pytest
from django.utils import translation

from privacy.policy import DEFAULT
from surveys import promise
from surveys.invitations import invite
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def test_promise_tells_the_own_group_and_the_frozen_thresholds() -> None:
    make.company({"A": 4, "B": 8, "C": 20})
    wave = make.wave(policy=DEFAULT.raised(k=7))
    invited = next(one for one, _ in invite(wave=wave) if one.cell.code == "A+B")

    told = promise.of(invited)
    assert (told["company"], told["group"], told["group_size"], told["k"]) == ("Acme", ["A", "B"], 12, 7)
    assert told["closes_on"] == make.CLOSES


def test_promise_names_units_in_the_language_of_the_reader() -> None:
    root = people.unit("ROOT", name="Harbour", name_zh="海港")
    people.members(root, 10)
    invited = invite(wave=make.wave())[0][0]

    with translation.override("zh-hans"):
        told = promise.of(invited)
    assert (told["company"], told["group"], told["title"]) == ("海港", ["海港"], "Spring（中文）")
