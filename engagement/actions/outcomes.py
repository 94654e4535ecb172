"""The released history of what a plan should move."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from engagement.actions.catalogue import Outcome, Template
from engagement.insights.cells import released_frame, with_constructs
from engagement.insights.measures import CONSTRUCT
from privacy.models import ReleasedTable
from surveys.enums import WaveKind
from surveys.models import Question

BASELINE_PERIODS = 3


def history(measure: str, *, until: date, units: Collection[str] | None = None) -> pd.DataFrame:
    """Return the released rows of a measure, oldest first, collected before `until`; columns of `with_constructs`.

    A construct is read from pulse surveys alone: leavers answer another questionnaire and are other people.
    """
    if not measure.startswith(CONSTRUCT):
        return with_constructs(
            released_frame(kind=ReleasedTable.Kind.BLOCK, items=[measure], units=units, until=until)
        )
    construct = measure.removeprefix(CONSTRUCT)
    keys = list(Question.objects.filter(construct=construct).values_list("key", flat=True).distinct())
    frame = with_constructs(
        released_frame(kind=ReleasedTable.Kind.WAVE, items=keys, units=units, until=until)
    )
    return frame[(frame["item"] == measure) & (frame["wave_kind"] != WaveKind.EXIT)]


def baseline(measure: str, *, unit: str, on: date) -> pd.DataFrame:
    """Return the last released rows of a measure in a unit before a day, at most three; empty when there is none."""
    rows = history(measure, until=on, units=[unit])
    return rows[rows["mid"].notna()].sort_values("ends").tail(BASELINE_PERIODS)


def choose_outcome(template: Template, *, unit: str, on: date) -> tuple[Outcome, pd.DataFrame]:
    """Return the first outcome of a template that is released for a unit, with its baseline; else the first, empty."""
    for outcome in template.outcomes:
        rows = baseline(outcome.measure, unit=unit, on=on)
        if len(rows):
            return outcome, rows
    return template.outcomes[0], rows
