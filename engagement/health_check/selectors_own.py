"""What a person sees of the own calendar: numbers in words, of nobody else and for nobody else."""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from engagement.health_check.selectors_connections import Counts, counts
from engagement.insights.measures import METRICS, say_range
from people.models import Account
from people.permissions import Reader
from people.selectors import people_frame, unit_tree
from signals.own_load import own_load
from signals.people_file import company_of
from signals.reduce.company import Member


@dataclass(frozen=True, slots=True)
class LoadPage:
    """Blocks from oldest to newest, and a row of words for each metric."""

    blocks: tuple[date, ...]
    rows: list[tuple[str, list[str]]]
    counts: Counts


def own_member(reader: Reader, on: date) -> Member | None:
    """Return what the directory says about a reader's working time; None for somebody it does not know."""
    if not isinstance(reader, Account) or not reader.is_active:
        return None
    people = people_frame(on)
    mine = people[people["address"].str.lower() == reader.email.lower()]
    return company_of(mine.head(1), unit_tree()).members[0] if len(mine) else None


def load_page(member: Member, calendar: BinaryIO, *, on: date) -> LoadPage:
    """Return the numbers of a calendar file; raise `BrokenFileError` where it is none."""
    load = own_load(calendar, member, on=on)
    rows = [
        (str(METRICS[name].label), [_words(name, value) for value in values])
        for name, values in load.values.items()
    ]
    return LoadPage(load.blocks, rows, counts(load.tally.as_json()))


def _words(metric: str, value: float | None) -> str:
    return "–" if value is None else say_range(value, value, METRICS[metric].scale)
