"""The application's own reduction: people from the directory, results through the door into released tables.

Nothing of a person or an event is written anywhere: a block leaves as one write-once table, findings quote its cells,
and the run keeps counts.
"""

import logging
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pandas as pd
from django.db import transaction
from django.utils import timezone

from people.selectors import people_frame, unit_tree
from privacy import gate
from privacy.gate.tree import Tree
from privacy.keys import gate_key
from privacy.ledger import record
from privacy.models import ReleasedTable
from privacy.policy import DEFAULT
from privacy.released import save_release
from signals.calendars.periods import Period
from signals.connectors.base import CalendarConnector, DivisibleConnector, TableConnector
from signals.connectors.registry import get_connector
from signals.detectors.registry import EVERY
from signals.metrics import MOST_PAST_BLOCKS, SPARED_BLOCKS
from signals.models import Finding, Run, Tie
from signals.people_file import company_of
from signals.reduce.cells import Cell
from signals.reduce.company import Company
from signals.reduce.job import Reduced, Terms, reduce_source
from signals.selectors import block_cells, company_marks
from signals.shards.desk import Invite, values_together

logger = logging.getLogger(__name__)
# Of earlier blocks: meeting hours for the first `load_change`, the others for detectors that look at a unit's own past.
COMPARED = ("meeting_hours", "meeting_share", "focus_hours", "fragmentation")


def reduce_company(
    *, source: str, path: Path, first_day: date, last_day: date, on: date, invite: Invite | None = None
) -> Run:
    """Reduce the calendars of the company and save what the door lets out; return the run.

    Parameters
    ----------
    source, path
        Name of the connector, and what it reads.
    first_day, last_day
        The period, the last day excluded; only whole blocks inside it count. A finding needs the block before its own,
        so the period should begin two blocks before the first new one.
    on
        Day of the release.
    invite
        Calls other workers to help with calendars in files; without it, or for other sources, this one does it alone.

    Notes
    -----
    Idempotent: a block that was released stays as it is, and so does a finding.
    """
    run = Run.objects.create(source=source, first_day=first_day, last_day=last_day)
    return reduce_run(run, get_connector(source), path, on=on, invite=invite)


def reduce_run(
    run: Run,
    connector: CalendarConnector | TableConnector,
    path: Path,
    *,
    on: date,
    invite: Invite | None = None,
) -> Run:
    """Reduce what a connector reads over the days of a run, and save what the door lets out; return the run."""
    period = Period(run.first_day, run.last_day)
    company = company_over(period)
    terms = terms_of(company, period)
    read = None
    if invite is not None and isinstance(connector, DivisibleConnector):
        read = partial(values_together, connector, path, terms, invite=invite)
    reduced = reduce_source(connector, path, terms, read=read)
    with transaction.atomic():
        for block in range(period.count):
            _save_block(reduced, period.block_start(block), block, company, on)
        _save_findings(reduced)
        run.report = reduced.tally.as_json()
        run.finished_at = timezone.now()
        run.save(update_fields=["report", "finished_at"])
    logger.info("run %s: %d blocks, %d findings", run.id, period.count, len(reduced.findings))
    return run


def terms_of(company: Company, period: Period) -> Terms:
    """Return the terms of a reduction of the application: every detector, the company's own marks, the released past."""
    return Terms(
        company,
        period,
        gate_key(),
        earlier=_cells_before(period),
        detectors=EVERY,
        marks=company_marks(),
        wants_ties=True,
    )


def company_over(period: Period) -> Company:
    """Return everybody who works here at the start of a block or the end of the period, in their latest unit."""
    days = [period.block_start(block) for block in range(period.count)] + [period.end_day - timedelta(days=1)]
    frames = [people_frame(day) for day in days]
    everybody = (
        pd.concat(frames).drop_duplicates("person", keep="last").sort_values("person", ignore_index=True)
    )
    return company_of(everybody, unit_tree())


def _cells_before(period: Period) -> tuple[Cell, ...]:
    """Return what was released of the year before the first block, of the metrics that are compared with it."""
    return tuple(
        Cell(
            cell.unit,
            start,
            cell.item,
            cell.value,
            None if cell.band_low is None else (cell.band_low, cast("float", cell.band_high)),
            cell.n_band,
            cell.certificate,
        )
        for start in map(period.block_start, range(-MOST_PAST_BLOCKS - SPARED_BLOCKS, 0))
        for cell in block_cells(start, metrics=COMPARED)
    )


def _save_block(reduced: Reduced, start: date, block: int, company: Company, on: date) -> None:
    """Save one block and its line in the ledger, unless it was released before."""
    source = start.isoformat()
    if ReleasedTable.objects.filter(kind=ReleasedTable.Kind.BLOCK, source=source).exists():
        return
    release = block_release(reduced, start, block, company)
    save_release(
        kind=ReleasedTable.Kind.BLOCK, source=source, release=release, policy=DEFAULT, released_on=on
    )
    Tie.objects.bulk_create(
        Tie(
            unit=tie.unit,
            other=tie.other,
            block_start=start,
            value=tie.value,
            band_low=tie.band[0] if tie.band else None,
            band_high=tie.band[1] if tie.band else None,
            n_band=tie.n_band,
        )
        for tie in reduced.ties
        if tie.block_start == start
    )
    record(
        actor="system",
        action="block_released",
        subject=source,
        detail={"cells": len(release.cells), "not_released": len(release.refusals)},
    )


def block_release(reduced: Reduced, start: date, block: int, company: Company) -> gate.Release:
    """Return one block as a release; a unit of which nothing left is a refusal that names who carries it."""
    tree = Tree(company.tree, {member.unit for member in company.members})
    cells = tuple(
        gate.Cell(
            item=cell.metric,
            unit=cell.unit,
            covers=tree.covers(tree.index[cell.unit]),
            is_remainder=False,
            slice_attribute="",
            slice_values=(),
            n_band=cell.n_band,
            mean=None,
            favourable=None,
            precision="full" if cell.band is None else "coarse",
            trend="",
            certificate=dict(cell.certificate),
            value=cell.value,
            band=cell.band,
        )
        for cell in reduced.cells
        if cell.block_start == start
    )
    shown = {cell.unit for cell in cells}
    refusals = tuple(
        gate.Refused("*", unit, "too_few_active", _carrier(unit, company, shown))
        for unit in sorted(set(company.tree) - shown)
    )
    published = gate.Published(start.isoformat(), pd.DataFrame({"person": [], "unit": []}), cells)
    return gate.Release(cells, refusals, reduced.digests[block], published)


def _carrier(unit: str, company: Company, shown: set[str]) -> str:
    """Return the nearest larger unit of which something was released, or nothing."""
    above = company.tree[unit]
    while above is not None and above not in shown:
        above = company.tree[above]
    return above or ""


def _save_findings(reduced: Reduced) -> None:
    for finding in reduced.findings:
        Finding.objects.get_or_create(
            unit=finding.unit,
            block_start=finding.block_start,
            detector=finding.detector,
            defaults={
                "severity": finding.severity.value,
                "evidence": [cell.as_json() for cell in finding.evidence],
            },
        )
