"""Launching and closing a wave. Every verb writes its line of the ledger in the same transaction."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from people.models import Roster
from people.selectors import unit_tree
from privacy import ledger
from privacy.policy import DEFAULT, Policy
from surveys.blind import cell_keys
from surveys.cells import plan_cells
from surveys.closing import forget_order, is_forgotten
from surveys.enums import WaveKind, WaveState
from surveys.exceptions import LaunchError, WaveNotOpenError
from surveys.keys import cell_key_secret
from surveys.models import Cell, CellKey, Questionnaire, Wave


def _require(fact: bool, reason: str) -> None:
    if not fact:
        raise LaunchError(reason)


def _check_launch(questionnaire: Questionnaire, kind: str, opens_on: date, closes_on: date) -> None:
    _require(kind in WaveKind.values, f"kind {kind!r}: expected one of {', '.join(WaveKind.values)}")
    fits = kind in (questionnaire.purpose, WaveKind.IMPORTED)
    _require(fits, f"the questionnaire was written for {questionnaire.purpose}, not for {kind}")
    _require(questionnaire.questions.exists(), "the questionnaire has no questions")
    _require(closes_on >= opens_on, f"the wave closes on {closes_on}, before it opens on {opens_on}")


def _create_cells(wave: Wave, roster: Roster, minimum: int) -> None:
    counts = Counter(roster.entries.values_list("unit__code", flat=True))
    Cell.objects.bulk_create(
        Cell(wave=wave, code=plan.code, covers=list(plan.covers), parent=plan.parent, roster_size=plan.size)
        for plan in plan_cells(wave.tree, counts, minimum)
    )


def _create_keys(wave: Wave) -> None:
    """Make a key for every cell; a wave whose last day is past hands out no ballot, and gets none."""
    if wave.kind == WaveKind.IMPORTED or wave.closes_on < timezone.localdate():
        return
    secret = cell_key_secret(wave.pk)
    made = []
    for cell in wave.cells.order_by("code"):
        key = cell_keys.new_key()
        made.append(CellKey(cell=cell, public=cell_keys.public_der(key), sealed=cell_keys.seal(key, secret)))
    CellKey.objects.bulk_create(made)


@transaction.atomic
def launch_wave(  # noqa: PLR0913  # everything that is frozen is named by the caller
    *,
    questionnaire: Questionnaire,
    kind: str,
    title: Mapping[str, str],
    opens_on: date,
    closes_on: date,
    roster: Roster,
    policy: Policy = DEFAULT,
    actor: str,
) -> Wave:
    """Open a wave, and freeze for good what it asks, whom, why, in which tree and under which policy."""
    _check_launch(questionnaire, kind, opens_on, closes_on)
    wave = Wave.objects.create(
        questionnaire=questionnaire,
        kind=kind,
        title=dict(title),
        state=WaveState.OPEN,
        opens_on=opens_on,
        closes_on=closes_on,
        roster=roster,
        policy=policy.as_json(),
        tree=unit_tree(),
    )
    _create_cells(wave, roster, policy.cell_roster)
    _create_keys(wave)
    questionnaire.frozen = True
    questionnaire.save(update_fields=["frozen"])
    ledger.record(
        actor=actor,
        action="launch_wave",
        subject=f"wave {wave.pk}",
        detail={"kind": kind, "questionnaire": str(questionnaire), "cells": wave.cells.count()},
    )
    return wave


@transaction.atomic
def stop_intake(*, wave: Wave, on: date, actor: str) -> Wave:
    """Take no more answers, and write down who said so; a wave that is closed already is returned as it is.

    No answer is touched: whoever may not read answers can do this, and leaves the rest to `close_wave`.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if wave.state in (WaveState.CLOSED, WaveState.RELEASED):
        return wave
    if wave.state != WaveState.OPEN:
        raise WaveNotOpenError(wave)
    wave.state = WaveState.CLOSED
    wave.save(update_fields=["state"])
    ledger.record(actor=actor, action="close_wave", subject=f"wave {wave.pk}", detail={"on": on.isoformat()})
    return wave


@transaction.atomic
def close_wave(*, wave: Wave, on: date, actor: str) -> Wave:
    """Stop the intake and forget in which order ballots were collected and answers came in; safe to repeat."""
    wave = stop_intake(wave=wave, on=on, actor=actor)
    if not is_forgotten(wave):
        forget_order(wave)
    return wave
