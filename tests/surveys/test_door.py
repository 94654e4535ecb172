"""A wave as the door takes it."""

from datetime import timedelta

import pytest

from privacy.policy import DEFAULT
from surveys.door import door_tree, earlier_waves, published, roster_frame, wave_plan
from surveys.models import Wave
from surveys.results import release_results
from surveys.waves import close_wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def released(wave: Wave) -> Wave:
    make.answer(wave, {"q1": 4})
    close_wave(wave=wave, on=wave.closes_on, actor="HR Ann")
    release_results(wave=wave, on=wave.closes_on)
    return wave


def test_tree_has_ballot_cells_for_leaves_and_only_units_above_them() -> None:
    root = make.company({"A": 4, "B": 7, "C": 14})
    people.unit("EMPTY", root)
    people.members(root, 11)

    assert door_tree(make.wave()) == {"ROOT": None, "A+B": "ROOT", "C": "ROOT", "ROOT/*": "ROOT"}


def test_roster_names_cells_and_everybody_once() -> None:
    make.company({"A": 4, "B": 7, "C": 14})
    roster = roster_frame(make.wave())

    assert roster["unit"].value_counts().to_dict() == {"C": 14, "A+B": 11}
    assert roster["person"].is_unique


def test_plan_takes_threshold_and_time_mode_from_the_frozen_policy() -> None:
    make.company()
    policy = DEFAULT.raised(k=7, time_mode="strict")
    plan = wave_plan(make.wave(policy=policy), policy)

    assert (plan.k, plan.time_mode) == (7, "strict")
    assert plan.items["q1"].favourable_from == 4
    assert (plan.items["q2"].minimum, plan.items["q2"].maximum) == (0, 10)
    assert "why" not in plan.items


def test_published_is_rebuilt_from_the_database() -> None:
    make.company({"A": 4, "B": 7, "C": 14})
    wave = released(make.wave())
    again = published(wave)

    units = {cell.unit: cell.covers for cell in again.cells if cell.item == "q1" and not cell.is_remainder}
    assert units["A+B"] == ("A+B",)
    assert set(units["ROOT"]) == {"A+B", "C"}
    assert len(again.roster) == 25


def test_earlier_are_released_waves_of_the_same_questionnaire() -> None:
    make.company()
    asked, day = make.questionnaire(), timedelta(days=1)
    first = released(make.wave(asked))
    released(make.wave(make.questionnaire(key="other")))
    make.wave(asked)
    newer_version = make.questionnaire()
    now = make.wave(newer_version, opens_on=make.OPENS + day)

    assert earlier_waves(now) == [first]
    assert earlier_waves(first) == []


def test_a_wave_of_another_questionnaire_with_the_same_item_of_the_bank_is_earlier_too() -> None:
    make.company()
    pulse, survey = make.questionnaire(), make.questionnaire(key="other")
    pulse.questions.filter(key="q1").update(bank_item="engagement_energy")
    survey.questions.filter(key="q1").update(bank_item="engagement_energy")
    first = released(make.wave(pulse))

    assert earlier_waves(make.wave(survey)) == [first]
