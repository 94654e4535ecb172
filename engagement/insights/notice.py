"""Findings of a new wave or new blocks: what the detectors found, and what released cells show."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from engagement.insights.cells import released_frame
from engagement.insights.enums import Severity
from engagement.insights.findings import Finding
from engagement.insights.models import Theme
from engagement.insights.periods import BLOCK_DAYS
from engagement.insights.quotes import quotes
from privacy.models import ReleasedTable
from signals.models import Finding as Detected
from surveys.models import Wave


def notice_wave(wave: Wave) -> list[Finding]:
    """Return the findings of a wave, from the cells of this and earlier waves alone."""
    return []


def notice_blocks(first_day: date, last_day: date) -> list[Finding]:
    """Return what the detectors found in the blocks of `first_day <= start < last_day`, with released evidence.

    A detector sees people's values in memory; an alert may quote released cells only. A finding whose unit has no
    released cell is kept by signals and gives nothing here.
    """
    detected = Detected.objects.filter(block_start__gte=first_day, block_start__lt=last_day).order_by(
        "block_start", "unit"
    )
    found = list(detected)
    if not found:
        return []
    cells = released_frame(kind=ReleasedTable.Kind.BLOCK, units={one.unit for one in found})
    return [finding for finding in (_finding(one, cells) for one in found) if finding.evidence]


def _finding(detected: Detected, cells: pd.DataFrame) -> Finding:
    return Finding(
        unit=detected.unit,
        theme=Theme(detected.detector),
        severity=Severity(detected.severity),
        seen_on=detected.block_start + timedelta(days=BLOCK_DAYS),
        evidence=quotes(_quoted(detected, cells)),
    )


def _quoted(detected: Detected, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the released cells that a detector's finding quotes: its metrics in its block and the one before."""
    metrics = {_metric(one) for one in detected.evidence}
    blocks = {
        detected.block_start.isoformat(),
        (detected.block_start - timedelta(days=BLOCK_DAYS)).isoformat(),
    }
    return cells[
        (cells["unit"] == detected.unit) & cells["item"].isin(metrics) & cells["source"].isin(blocks)
    ]


def _metric(evidence: dict[str, Any]) -> str:
    return str(evidence.get("metric") or evidence["item"])
