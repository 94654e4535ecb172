"""What the promise is made of."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from privacy.policy import DEFAULT
from surveys import promise
from surveys.exceptions import FrozenError
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


def test_refused_attempts_to_change_the_wave_are_told_to_the_invited(client: Client) -> None:
    make.company()
    today = timezone.localdate()
    wave = make.wave(opens_on=today, closes_on=today)
    address = reverse("surveys:invitation", args=[invite(wave=wave)[0][1]])
    assert "was refused on" not in client.get(f"{address}?lang=en").content.decode()

    wave.policy = DEFAULT.raised(k=6).as_json()
    with pytest.raises(FrozenError):
        wave.save()

    told = promise.refused_attempts(wave)
    assert [(one.what, one.on) for one in told] == [("the rules of privacy (k)", today)]
    english = client.get(f"{address}?lang=en").content.decode()
    assert "An attempt to change the rules of privacy (k) after the start was refused on" in english
    assert "有人试图在开始后更改隐私规则 (k)" in client.get(f"{address}?lang=zh-hans").content.decode()
