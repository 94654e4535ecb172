"""Released tables in the database for tests."""

from datetime import date

from privacy.gate import Release
from privacy.models import ReleasedTable
from privacy.policy import DEFAULT
from privacy.released import save_release
from tests.factories.door import a_cell, a_release

__all__ = ["a_cell", "a_release", "a_saved_table"]


def a_saved_table(
    *,
    kind: str = "wave",
    source: str = "1",
    release: Release | None = None,
    released_on: date = date(2025, 1, 31),
) -> ReleasedTable:
    return save_release(
        kind=kind, source=source, release=release or a_release(), policy=DEFAULT, released_on=released_on
    )
