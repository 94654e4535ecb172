"""Findings of a new wave or of new blocks: what the detectors found, and what released cells show.

A wave is read beside earlier waves only, never beside later ones: noticing it again next year finds the same.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import TypeVar

import pandas as pd

from engagement.insights.branches import at_their_place
from engagement.insights.cells import released_frame
from engagement.insights.drops import LARGE_FALL, Fall, falls
from engagement.insights.enums import Severity
from engagement.insights.exit_insight import REASONS, signature_findings
from engagement.insights.exit_themes import LARGE_EXCESS, ExitTheme, returning_themes
from engagement.insights.findings import Finding
from engagement.insights.loads import LARGE_RISE, risen
from engagement.insights.models import Theme
from engagement.insights.quotes import Quote, quotes
from people.selectors import unit_tree
from privacy.models import ReleasedTable
from signals.metrics import BLOCK_DAYS
from signals.models import Finding as Detected
from surveys.enums import WaveKind
from surveys.models import Wave

Noticed = TypeVar("Noticed", Fall, ExitTheme)

# Constructs whose fall is an alert of its own; all others are told beside it.
CORE = frozenset({"engagement", "enps", "intent_to_stay"})


def notice_wave(wave: Wave) -> list[Finding]:
    """Return the findings of a released wave, for units that exist: falls of a pulse, returning themes of an exit."""
    notice = NOTICERS.get(WaveKind(wave.kind))
    tree = unit_tree()
    found = [finding for finding in notice(wave) if finding.unit in tree] if notice else []
    return at_their_place(found, tree)


def notice_blocks(first_day: date, last_day: date) -> list[Finding]:
    """Return what the detectors found in the blocks of `first_day <= start < last_day`, with released evidence.

    A detector sees people's values in memory; an alert may quote released cells only. A finding whose unit has no
    released cell stays with signals and gives nothing here.
    """
    detected = Detected.objects.filter(block_start__gte=first_day, block_start__lt=last_day)
    detected = detected.filter(detector__in=Theme.values)
    found = list(detected.order_by("block_start", "unit", "detector"))
    tree = unit_tree()
    units = {one.unit for one in found} & set(tree)
    cells = released_frame(kind=ReleasedTable.Kind.BLOCK, units=units)
    findings = [_detected(one, cells) for one in found if one.unit in units]
    findings += [one for one in _sudden_loads(first_day, last_day) if one.unit in tree]
    return at_their_place([finding for finding in findings if finding.evidence], tree)


def _sudden_loads(first_day: date, last_day: date) -> list[Finding]:
    """Return the units whose hours in meetings rose suddenly in a block, beside all other units."""
    cells = released_frame(kind=ReleasedTable.Kind.BLOCK, items=["load_change"])
    inside = (cells["starts"] >= pd.Timestamp(first_day)) & (cells["starts"] < pd.Timestamp(last_day))
    return [
        Finding(
            unit=unit,
            theme=Theme.LOAD_CHANGE,
            severity=_severity(rise >= LARGE_RISE),
            seen_on=pd.Timestamp(str(start)).date() + timedelta(days=BLOCK_DAYS),
            evidence=quotes(block[block["unit"] == unit]),
        )
        for start, block in cells[inside].groupby("starts")
        for unit, rise in risen(block).items()
    ]


def _detected(detected: Detected, cells: pd.DataFrame) -> Finding:
    return Finding(
        unit=detected.unit,
        theme=Theme(detected.detector),
        severity=Severity(detected.severity),
        seen_on=detected.block_start + timedelta(days=BLOCK_DAYS),
        evidence=quotes(_released_evidence(detected, cells)),
    )


def _released_evidence(detected: Detected, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the released cells of a detector's metrics, in its block and in the one before."""
    metrics = {str(quoted.get("metric") or quoted["item"]) for quoted in detected.evidence}
    blocks = {
        detected.block_start.isoformat(),
        (detected.block_start - timedelta(days=BLOCK_DAYS)).isoformat(),
    }
    return cells[
        (cells["unit"] == detected.unit) & cells["item"].isin(metrics) & cells["source"].isin(blocks)
    ]


def _falling(wave: Wave) -> list[Finding]:
    """Return the units whose engagement fell in a pulse."""
    cells = _cells_until(wave, ReleasedTable.Kind.WAVE)
    cells = cells[cells["wave_kind"] == WaveKind.PULSE]
    found = falls(cells, source=str(wave.pk), core=CORE)
    by_unit = _by_unit(found)
    return [
        Finding(
            unit=unit,
            theme=Theme.ENGAGEMENT_DROP,
            severity=_severity(min(fall.share for fall in mine) <= -LARGE_FALL),
            seen_on=_seen_on(wave),
            evidence=tuple(_fall_evidence(cells[cells["unit"] == unit], mine, str(wave.pk))),
        )
        for unit, mine in by_unit.items()
    ]


def _fall_evidence(cells: pd.DataFrame, mine: Collection[Fall], source: str) -> list[Quote]:
    """Return the quotes behind a unit's falls; those of the wave itself say by how much, in steps of the scale."""
    evidence: list[Quote] = []
    for fall in mine:
        rows = cells[cells["item"].isin(fall.items) & cells["source"].isin(fall.sources)]
        for quoted in quotes(rows):
            span = quoted["scale"][1] - quoted["scale"][0]
            change = [round(end * span, 2) for end in fall.interval95]
            evidence.append(quoted | ({"change": change} if quoted["source"] == source else {}))
    return evidence


def _returning(wave: Wave) -> list[Finding]:
    """Return pools whose leavers name a reason more often than the company's, again, and units with a signature."""
    reasons = _cells_until(wave, ReleasedTable.Kind.WAVE)
    topics = _cells_until(wave, ReleasedTable.Kind.TOPICS)
    reasons = reasons[reasons["construct"].isin(REASONS)]
    topics = topics[~topics["item"].str.endswith(":polarity")]
    cells = pd.concat([reasons, topics], ignore_index=True)
    cells = cells[cells["wave_kind"] == WaveKind.EXIT]
    found = returning_themes(cells, source=str(wave.pk))
    named = [
        Finding(
            unit=unit,
            theme=Theme.EXIT_THEME,
            severity=_severity(max(theme.excess for theme in mine) >= LARGE_EXCESS),
            seen_on=_seen_on(wave),
            evidence=tuple(_theme_evidence(cells[cells["unit"] == unit], mine, str(wave.pk))),
        )
        for unit, mine in _by_unit(found).items()
    ]
    return named + signature_findings(wave)


def _theme_evidence(cells: pd.DataFrame, mine: Collection[ExitTheme], source: str) -> list[Quote]:
    """Return the quotes behind a pool's themes; those of the wave itself carry the company's share."""
    evidence: list[Quote] = []
    for theme in mine:
        rows = cells[(cells["item"] == theme.item) & cells["source"].isin(theme.sources)]
        company = {"company": [round(end, 3) for end in theme.company]}
        evidence += [quoted | (company if quoted["source"] == source else {}) for quoted in quotes(rows)]
    return evidence


def _cells_until(wave: Wave, kind: str) -> pd.DataFrame:
    return released_frame(kind=kind, until=_seen_on(wave))


def _seen_on(wave: Wave) -> date:
    return wave.closes_on + timedelta(days=1)


def _severity(is_large: bool) -> Severity:
    return Severity.HIGH if is_large else Severity.WATCH


def _by_unit(found: Collection[Noticed]) -> Mapping[str, list[Noticed]]:
    """Return unit -> what was noticed in it, in order of the unit."""
    grouped: dict[str, list[Noticed]] = {}
    for one in sorted(found, key=lambda noticed: noticed.unit):
        grouped.setdefault(one.unit, []).append(one)
    return grouped


NOTICERS: Mapping[WaveKind, Callable[[Wave], list[Finding]]] = {
    WaveKind.PULSE: _falling,
    WaveKind.EXIT: _returning,
}
