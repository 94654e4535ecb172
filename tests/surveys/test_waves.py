"""Launching and closing waves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from people.models import RosterEntry
from people.roster import freeze_roster, members_on
from privacy import ledger
from privacy.models import LedgerEntry
from privacy.policy import DEFAULT
from surveys.enums import TRANSITIONS, WaveState
from surveys.exceptions import FrozenError, LaunchError, WaveNotOpenError
from surveys.models import Cell, Questionnaire, Wave
from surveys.waves import close_wave, launch_wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def test_launch_freezes_policy_tree_roster_and_questionnaire() -> None:
    make.company({"A": 12, "B": 15})
    wave = make.wave(policy=DEFAULT.raised(k=8))

    wave.refresh_from_db()
    assert wave.state == WaveState.OPEN
    assert wave.policy["k"] == 8
    assert wave.tree == {"ROOT": None, "A": "ROOT", "B": "ROOT"}
    assert Questionnaire.objects.get(pk=wave.questionnaire_id).frozen
    assert {cell.code: cell.roster_size for cell in wave.cells.all()} == {"A": 12, "B": 15}


def test_launch_merges_until_every_cell_has_the_roster_of_the_policy() -> None:
    make.company({"A": 4, "B": 7, "C": 14})
    wave = make.wave(policy=DEFAULT.raised(cell_roster=11))

    assert {cell.code: cell.covers for cell in wave.cells.all()} == {"A+B": ["A", "B"], "C": ["C"]}


def test_launch_and_close_leave_a_line_each_in_the_ledger() -> None:
    make.company()
    wave = make.wave()
    close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")

    lines = LedgerEntry.objects.filter(subject=f"wave {wave.pk}").values_list("action", "actor")
    assert list(lines) == [("launch_wave", "HR Ann"), ("close_wave", "HR Ann")]
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "exit"}, "written for pulse"),
        ({"kind": "party"}, "expected one of pulse, exit, imported"),
        ({"closes_on": make.OPENS - timedelta(days=1)}, "before it opens"),
    ],
)
def test_launch_of_nonsense_is_refused_and_leaves_nothing(fields: dict[str, Any], reason: str) -> None:
    make.company()
    with pytest.raises(LaunchError, match=reason):
        make.wave(**fields)

    assert not Wave.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_launch_for_fewer_than_ten_people_is_refused_whole() -> None:
    make.company({"A": 9})
    with pytest.raises(LaunchError, match="9 people"):
        make.wave()

    assert not Wave.objects.exists()
    assert not Questionnaire.objects.get().frozen


def test_launch_without_questions_is_refused() -> None:
    make.company()
    empty = Questionnaire.objects.create(key="empty", title={"en": "E"}, purpose="pulse")
    with pytest.raises(LaunchError, match="no questions"):
        make.wave(empty)


CHANGES: dict[str, object] = {
    "policy": DEFAULT.raised(k=6).as_json(),
    "tree": {"ROOT": None},
    "kind": "exit",
    "opens_on": date(2026, 3, 1),
    "roster_id": "new",
    "questionnaire_id": "new",
    "state": WaveState.DRAFT,
}


def _new_value(name: str) -> object:
    if name == "roster_id":
        return freeze_roster(members=[], on=make.OPENS).pk
    return make.questionnaire().pk if name == "questionnaire_id" else CHANGES[name]


@pytest.mark.parametrize("name", CHANGES)
def test_change_after_launch_is_refused_and_on_record(name: str) -> None:
    make.company()
    wave = make.wave()
    setattr(wave, name, _new_value(name))

    with pytest.raises(FrozenError) as refused:
        wave.save()

    assert refused.value.fields == (name,)
    attempt = LedgerEntry.objects.get(action="refused_change")
    rules = {"rules": ["k"]} if name == "policy" else {}
    assert (attempt.subject, attempt.detail) == (f"wave {wave.pk}", {"fields": [name]} | rules)


@pytest.mark.parametrize("name", CHANGES)
def test_database_refuses_a_change_that_goes_round_the_model(name: str) -> None:
    make.company()
    wave = make.wave()
    value = _new_value(name)

    with pytest.raises(IntegrityError, match="frozen at launch"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(**{name: value})


def test_database_refuses_changes_of_cells_and_roster() -> None:
    make.company()
    wave = make.wave()
    late = people.member(people.unit("C"))
    roster = wave.roster
    assert roster is not None

    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(wave=wave).update(roster_size=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterEntry.objects.create(roster=roster, person=late.person, unit=late.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterEntry.objects.filter(roster=wave.roster).update(unit=late.unit)


def test_close_is_idempotent() -> None:
    make.company()
    wave = make.wave()
    close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")
    again = close_wave(wave=wave, on=make.CLOSES, actor="HR Ben")

    assert again.state == WaveState.CLOSED
    assert LedgerEntry.objects.filter(action="close_wave").count() == 1


def test_draft_cannot_be_closed() -> None:
    asked = make.questionnaire()
    draft = Wave.objects.create(
        questionnaire=asked, kind="pulse", title={}, opens_on=make.OPENS, closes_on=make.CLOSES
    )
    with pytest.raises(WaveNotOpenError):
        close_wave(wave=draft, on=make.CLOSES, actor="HR Ann")


def test_states_lead_one_way_and_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(WaveState.values)
    order = [WaveState.DRAFT, WaveState.OPEN, WaveState.CLOSED, WaveState.RELEASED]
    for state, following in TRANSITIONS.items():
        assert all(order.index(WaveState(one)) > order.index(WaveState(state)) for one in following)


def test_imported_wave_may_use_any_questionnaire() -> None:
    make.company()
    roster = freeze_roster(members=members_on(make.OPENS), on=make.OPENS)
    wave = launch_wave(
        questionnaire=make.questionnaire(purpose="exit"),
        kind="imported",
        title={"en": "Old"},
        opens_on=make.OPENS,
        closes_on=make.CLOSES,
        roster=roster,
        actor="system",
    )

    assert wave.kind == "imported"
