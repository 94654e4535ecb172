"""A wave as the door takes it, and what was published before it.

At the door the leaves of the tree are ballot cells, because an answer knows no more than its cell; what comes out
lists the real units that a group covers.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
from django.db.models import Q

from people.models import RosterEntry
from privacy import gate
from privacy.models import ReleasedCell, ReleasedTable
from privacy.policy import Policy
from surveys.enums import WaveState
from surveys.invitations import cells_by_unit
from surveys.models import Wave
from surveys.parts import parts
from surveys.question_types.base import DoorItem
from surveys.question_types.registry import question_type
from surveys.selectors import questions

ROSTER_COLUMNS = ["person", "unit"]
# Reichheld (2003): 9 and 10 of 0..10 are promoters, 0 to 6 detractors.
ENPS: Final = (0, 10, 9)
ENPS_DETRACTORS: Final = 6


def door_tree(wave: Wave) -> dict[str, str | None]:
    """Return node -> parent with the ballot cells as leaves, and only the units above them as inner nodes."""
    tree: dict[str, str | None] = {}
    for cell in wave.cells.all():
        tree[cell.code] = cell.parent or None
        node = cell.parent or None
        while node is not None:
            tree[node] = wave.tree[node]
            node = tree[node]
    return tree


def roster_frame(wave: Wave) -> pd.DataFrame:
    """Return who was asked, with the code of the ballot cell each belongs to."""
    cells = {unit: cell.code for unit, cell in cells_by_unit(wave).items()}
    entries = RosterEntry.objects.filter(roster=wave.roster).values_list("person_id", "unit__code")
    return pd.DataFrame([(str(person), cells[unit]) for person, unit in entries], columns=ROSTER_COLUMNS)


def door_items(wave: Wave) -> list[DoorItem]:
    """Return every item of a wave, in order; numbers, dates and words are none and stay behind."""
    return [item for part in parts(questions(wave)) for item in question_type(part.type).items(part)]


def unfavourable_to(wave: Wave) -> dict[str, float]:
    """Return item -> highest unfavourable value: 6 where 9 and 10 of 10 are favourable, else the mirror of favourable."""
    found: dict[str, float] = {}
    for item in door_items(wave):
        low, high, good = item.minimum, item.maximum, item.favourable_from
        if good is not None and high - low > 1:
            found[item.key] = ENPS_DETRACTORS if (low, high, good) == ENPS else low + high - good
    return found


def wave_plan(wave: Wave, policy: Policy) -> gate.Plan:
    """Return what will be released of a wave, as its frozen policy says."""
    items = {
        item.key: gate.Item(item.key, item.minimum, item.maximum, item.favourable_from)
        for item in door_items(wave)
    }
    return gate.Plan(k=policy.k, time_mode=policy.time_mode, items=items)


def expand_covers(wave: Wave, release: gate.Release) -> gate.Release:
    """Return a release whose cells list the real units they cover."""
    units = {cell.code: cell.covers for cell in wave.cells.all()}
    # Many items share a group: each group is spelled out once.
    groups = {cell.covers for cell in release.cells}
    spelled = {group: tuple(sorted({unit for code in group for unit in units[code]})) for group in groups}
    return replace(release, cells=tuple(replace(cell, covers=spelled[cell.covers]) for cell in release.cells))


def earlier_waves(wave: Wave) -> list[Wave]:
    """Return the released waves before this one that asked its questionnaire, or an item of the bank that it asks too.

    Two questionnaires that share an item are waves of that item: their sums must not be told apart by one person.
    """
    items = [question.bank_item for question in questions(wave) if question.bank_item]
    same = Q(questionnaire__key=wave.questionnaire.key) | Q(questionnaire__questions__bank_item__in=items)
    before = Wave.objects.filter(same, state=WaveState.RELEASED, opens_on__lte=wave.opens_on)
    return list(before.exclude(pk=wave.pk).order_by("opens_on", "id").distinct())


def _as_released(cell: ReleasedCell, codes: dict[str, str]) -> gate.Cell:
    """Return a stored cell as the door once gave it, covering ballot cells."""
    favourable = None
    if cell.favourable_low is not None and cell.favourable_high is not None:
        favourable = (cell.favourable_low, cell.favourable_high)
    return gate.Cell(
        item=cell.item,
        unit=cell.unit,
        covers=tuple(sorted({codes[unit] for unit in cell.covers})),
        is_remainder=cell.is_remainder,
        slice_attribute=cell.slice_attribute,
        slice_values=tuple(cell.slice_values),
        n_band=cell.n_band,
        mean=cell.mean,
        favourable=favourable,
        precision=cell.precision,
        trend=cell.trend,
        certificate=cell.certificate,
    )


def published(wave: Wave, kind: str = ReleasedTable.Kind.WAVE) -> gate.Published:
    """Return what a later wave must know of a released one, from its roster and its released cells."""
    codes = {unit: cell.code for unit, cell in cells_by_unit(wave).items()}
    stored = ReleasedCell.objects.filter(table__kind=kind, table__source=str(wave.pk))
    cells = tuple(_as_released(cell, codes) for cell in stored.order_by("pk"))
    return gate.Published(name=str(wave.pk), roster=roster_frame(wave), cells=cells)


def earlier_published(wave: Wave, kind: str = ReleasedTable.Kind.WAVE) -> Sequence[gate.Published]:
    """Return what was published before a wave, oldest first: its items, or the topics of its comments."""
    return [published(earlier, kind) for earlier in earlier_waves(wave)]
