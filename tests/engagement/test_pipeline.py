"""The walk from a last day to alerts and measured plans: whole, twice, and broken off at every step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from engagement import pipeline
from engagement.actions.models import Measurement, Plan
from engagement.insights.models import Alert
from people.models import Unit
from privacy.ledger import verify
from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from signals.models import Finding, Run
from surveys.intake import submit
from surveys.models import Wave
from tests.factories import actions, insights, people, surveys

pytestmark = pytest.mark.django_db

WAVE_STEPS = [
    "close_wave", "release_comments", "release_results", "notice_wave", "raise_alerts", "tell", "announce_news",
    "remeasure_plans", "record_once",
]  # fmt: skip
BLOCK_STEPS = ["notice_blocks", "raise_alerts", "tell", "announce_news", "remeasure_plans", "record_once"]


class BrokenOffError(Exception):
    """The process died here."""


def snapshot() -> dict[str, list[Any]]:
    """Everything that the walk writes, without ids and times that differ by nature."""
    cells = ReleasedCell.objects.order_by("table__kind", "table__source", "item", "unit", "is_remainder")
    ledger = LedgerEntry.objects.order_by("number")
    return {
        "tables": sorted(ReleasedTable.objects.values_list("kind", "source", "released_on")),
        "cells": list(
            cells.values_list("table__kind", "item", "unit", "mean", "favourable_low", "n_band", "precision")
        ),
        "waves": sorted(Wave.objects.values_list("opens_on", "state")),
        "alerts": list(
            Alert.objects.order_by("unit", "theme").values_list(
                "unit", "theme", "state", "severity", "evidence"
            )
        ),
        "plans": list(Plan.objects.order_by("unit").values_list("unit", "verdict", "effect")),
        "measurements": list(
            Measurement.objects.order_by("plan__unit", "source").values_list("source", "verdict", "effect")
        ),
        "ledger": [(line.action, *_without_id(line.subject), line.units, line.detail) for line in ledger],
    }


def _without_id(subject: str) -> list[str]:
    """An alert opened on another way has another id; waves, runs and plans were there before."""
    return subject.split()[:1] if subject.startswith("alert ") else subject.split()


@contextmanager
def undone() -> Iterator[None]:
    """Run something and take it back, so that another way to the same end can be compared."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def break_off(monkeypatch: pytest.MonkeyPatch, step: str, *, after: bool) -> None:
    """Let a step die, before it does anything or when it has done everything."""
    real: Callable[..., object] = getattr(pipeline, step)

    def dying(*args: object, **kwargs: object) -> None:
        if after:
            real(*args, **kwargs)
        raise BrokenOffError(step)

    monkeypatch.setattr(pipeline, step, dying)


def answered(opens_on: date, shift: int) -> Wave:
    """A pulse of the whole company in which A answers `shift` steps lower than B, with a comment each."""
    asked = Wave.objects.first()
    questions = (surveys.question("engaged", construct="engagement"), surveys.question("why", "text"))
    questionnaire = asked.questionnaire if asked else surveys.questionnaire(*questions)
    closes_on = opens_on + timedelta(days=6)
    wave = surveys.wave(questionnaire, opens_on=opens_on, closes_on=closes_on)
    for place, ballot in enumerate(surveys.ballots(wave)):
        level = 5 - place % 2 - (shift if ballot.cell.code == "A" else 0)
        submit(ballot_token=ballot.token, answers={"engaged": level, "why": "Too many meetings every day"})
    return wave


@pytest.fixture
def waves() -> list[Wave]:
    """Three pulses of the same 44 people; in the third A is two steps lower. The first two are walked."""
    surveys.company({"A": 22, "B": 22})
    days = [insights.block(number) for number in range(3)]
    made = [answered(day, shift) for day, shift in zip(days, (0, 0, 2), strict=True)]
    for wave in made[:2]:
        pipeline.wave_closed(wave.pk, on=wave.closes_on + timedelta(days=1))
    return made


def walk(wave: Wave) -> None:
    pipeline.wave_closed(str(wave.pk), on=wave.closes_on + timedelta(days=1))


def test_a_wave_walks_from_its_last_day_to_an_alert(waves: list[Wave]) -> None:
    assert not Alert.objects.exists()
    walk(waves[2])
    assert set(ReleasedTable.objects.values_list("kind", "source")) == {
        (kind, str(wave.pk)) for wave in waves for kind in ("wave", "topics", "emergent")
    }
    alert = Alert.objects.get()
    assert (alert.unit, alert.theme, alert.opened_on) == (
        "A",
        "engagement_drop",
        waves[2].closes_on + timedelta(days=1),
    )
    assert {quoted["source"] for quoted in alert.evidence} == {str(wave.pk) for wave in waves}
    walked = LedgerEntry.objects.filter(action="wave_walked").values_list("subject", flat=True)
    assert list(walked) == [f"wave {wave.pk}" for wave in waves]
    assert verify() == []


def test_walking_a_wave_twice_changes_nothing(waves: list[Wave]) -> None:
    walk(waves[2])
    once = snapshot()
    walk(waves[2])
    walk(waves[0])
    assert snapshot() == once


def test_a_wave_broken_off_anywhere_and_walked_again_ends_the_same(waves: list[Wave]) -> None:
    with undone():
        walk(waves[2])
        whole = snapshot()
    for step in WAVE_STEPS:
        for after in (False, True):
            with undone(), pytest.MonkeyPatch.context() as patch:
                break_off(patch, step, after=after)
                with pytest.raises(BrokenOffError, match=step):
                    walk(waves[2])
                patch.undo()
                walk(waves[2])
                assert snapshot() == whole, f"broken off at {step}, after={after}"


def test_the_steps_are_taken_in_the_order_of_the_table(
    waves: list[Wave], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def noted(step: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            taken.append(step)
            return real(*args, **kwargs)

        return call

    for step in WAVE_STEPS:
        monkeypatch.setattr(pipeline, step, noted(step, getattr(pipeline, step)))
    walk(waves[2])
    assert taken == WAVE_STEPS


@pytest.fixture
def run() -> Run:
    """Blocks 0 to 2 of a company: A acts from block 2 on, B has a finding, the others are steady."""
    root = people.unit("ROOT")
    names = ["A", "B", *(f"U{number}" for number in range(10))]
    for unit in names:
        people.unit(unit, root)
    for number in range(3):
        for place, unit in enumerate(names):
            share = 0.3 if unit == "A" and number == 2 else round(0.5 - place / 100 + number % 2 / 100, 2)
            insights.metric(number, unit, "meeting_share", share)
    actions.plan("A", on=insights.block(2))
    evidence = [{"metric": "meeting_share", "unit": "B"}]
    Finding.objects.create(
        unit="B",
        block_start=insights.block(2),
        detector="meeting_marathon",
        severity="high",
        evidence=evidence,
    )
    return Run.objects.create(source="ics", first_day=insights.block(0), last_day=insights.block(3))


def walk_blocks(run: Run) -> None:
    pipeline.block_reduced(run.pk, on=insights.block(3))


def test_blocks_walk_to_an_alert_and_a_measured_plan(run: Run) -> None:
    walk_blocks(run)
    alert = Alert.objects.get(unit="B")
    assert (alert.theme, alert.severity, alert.opened_on) == ("meeting_marathon", "high", insights.block(3))
    assert [quoted["value"] for quoted in alert.evidence] == [0.5, 0.49]
    assert Plan.objects.get().verdict == "moved"
    assert LedgerEntry.objects.filter(action="run_walked", subject=f"run {run.pk}").count() == 1


def test_walking_blocks_twice_changes_nothing(run: Run) -> None:
    walk_blocks(run)
    once = snapshot()
    walk_blocks(run)
    assert snapshot() == once


def test_blocks_broken_off_anywhere_and_walked_again_end_the_same(run: Run) -> None:
    with undone():
        walk_blocks(run)
        whole = snapshot()
    for step in BLOCK_STEPS:
        for after in (False, True):
            with undone(), pytest.MonkeyPatch.context() as patch:
                break_off(patch, step, after=after)
                with pytest.raises(BrokenOffError, match=step):
                    walk_blocks(run)
                patch.undo()
                walk_blocks(run)
                assert snapshot() == whole, f"broken off at {step}, after={after}"


def test_a_wave_or_run_that_does_not_exist_is_an_error() -> None:
    missing = "00000000-0000-0000-0000-000000000000"
    with pytest.raises(Wave.DoesNotExist):
        pipeline.wave_closed(missing, on=insights.block(0))
    with pytest.raises(Run.DoesNotExist):
        pipeline.block_reduced(missing, on=insights.block(0))
    assert not Unit.objects.exists()
