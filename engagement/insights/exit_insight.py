"""Said against showed for one exit wave, and its patterns looked for in units that live on. Released cells only."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from engagement.insights.cells import released_frame, with_constructs
from engagement.insights.enums import Severity
from engagement.insights.findings import Finding
from engagement.insights.measures import CONSTRUCT
from engagement.insights.models import Theme
from engagement.insights.quotes import quotes
from engagement.insights.said_showed import MEASURES, Pattern, patterns, standing_out
from people.selectors import unit_tree
from privacy.models import ReleasedTable
from signals.metrics import BLOCK_DAYS
from signals.selectors import released_blocks
from surveys.enums import WaveKind
from surveys.models import Question, Wave
from surveys.parts import parts

REASONS = frozenset({"exit_reasons", "exit_main_reason"})
# The quarter in which people left and the twelve weeks before its first day.
WINDOW = timedelta(days=91 + 84)
# What a signature is looked for in: the newest twelve weeks.
RECENT = timedelta(days=84)


def insight(wave: Wave) -> list[Pattern]:
    """Return what stood out before people of the wave's pools left; empty when nothing is released."""
    said = _said(wave)
    return patterns(said, _showed(wave, WINDOW), pools=_pools(said))


def signature_findings(wave: Wave) -> list[Finding]:
    """Return living units in which a pattern that leavers kept quiet about stands out now."""
    signature = {one.measure for one in insight(wave) if one.is_hidden}
    rows = _showed(wave, RECENT)
    rows = rows[rows["measure"].isin(signature)]
    units = standing_out(rows)
    return [
        Finding(
            unit=unit,
            theme=Theme.EXIT_THEME,
            severity=Severity.HIGH if len(measures) > 1 else Severity.WATCH,
            seen_on=wave.closes_on + timedelta(days=1),
            evidence=quotes(_evidence(rows, unit, measures)),
        )
        for unit, measures in units.items()
    ]


def _evidence(rows: pd.DataFrame, unit: str, measures: list[str]) -> pd.DataFrame:
    """Return the released cells behind a unit's measures; a construct stands on its items."""
    mine = rows[(rows["unit"] == unit) & rows["measure"].isin(measures)]
    behind = {
        (source, item)
        for source, items in zip(mine["source"], mine["items"], strict=True)
        for item in items.split(",")
    }
    cells = released_frame(units={unit})
    return cells[[pair in behind for pair in zip(cells["source"], cells["item"], strict=True)]]


def _said(wave: Wave) -> pd.DataFrame:
    """Return pool, covers, reason, share of an exit wave."""
    cells = released_frame(kind=ReleasedTable.Kind.WAVE, sources=[str(wave.pk)])
    cells = cells[cells["construct"].isin(REASONS)]
    cells = cells[cells["mid"].notna() & cells["item"].str.contains("=")]
    cells = cells.assign(reason=cells["item"].str.split("=").str[1], pool=cells["unit"], share=cells["mid"])
    return cells.sort_values("share").drop_duplicates(["pool", "reason"], keep="last")


def _pools(said: pd.DataFrame) -> Mapping[str, set[str]]:
    """Return pool -> units whose smallest released pool it is."""
    sizes = {str(pool): set(covers) for pool, covers in zip(said["pool"], said["covers"], strict=True)}
    pools: dict[str, set[str]] = {}
    for unit in set().union(*sizes.values()) if sizes else set():
        home = min((pool for pool in sizes if unit in sizes[pool]), key=lambda pool: (len(sizes[pool]), pool))
        pools.setdefault(home, set()).add(unit)
    return pools


def _showed(wave: Wave, length: timedelta) -> pd.DataFrame:
    """Return released pulses and signals of units without children, of the days before a wave opened."""
    tree, since = unit_tree(), wave.opens_on - length
    leaves = set(tree) - set(tree.values())
    cells = released_frame(items=_items(), units=leaves, sources=_sources(since), until=wave.opens_on)
    frame = with_constructs(cells)
    recent = frame["ends"] > pd.Timestamp(since)
    pulses = frame["wave_kind"].isin(["", WaveKind.PULSE])
    rows = frame[recent & pulses & frame["item"].isin(MEASURES)]
    return rows.assign(measure=rows["item"])


def _items() -> set[str]:
    """Return what measures rest on: metrics, and the questions of constructs."""
    constructs = [measure.removeprefix(CONSTRUCT) for measure in MEASURES if measure.startswith(CONSTRUCT)]
    asked = [one.key for one in parts(Question.objects.filter(construct__in=constructs))]
    return {*asked, *(measure for measure in MEASURES if not measure.startswith(CONSTRUCT))}


def _sources(since: date) -> list[str]:
    """Return the pulses that closed, and the blocks that were running, on a day or later."""
    pulses = Wave.objects.filter(kind=WaveKind.PULSE, closes_on__gte=since).values_list("pk", flat=True)
    blocks = [day for day in released_blocks() if day + timedelta(days=BLOCK_DAYS) >= since]
    return [*(str(wave) for wave in pulses), *(day.isoformat() for day in blocks)]
