"""The sources that are fetched, by name."""

from signals.enums import Source
from signals.exceptions import UnknownSourceError
from signals.sources.base import CalendarSource
from signals.sources.caldav import CaldavSource
from signals.sources.google import GoogleSource
from signals.sources.graph import GraphSource

_ALL: tuple[type[CalendarSource], ...] = (CaldavSource, GoogleSource, GraphSource)
SOURCES: dict[Source, type[CalendarSource]] = {source.source: source for source in _ALL}


def get_source(name: str) -> type[CalendarSource]:
    """Return a source by its name, or raise `UnknownSourceError`."""
    if name not in {source.value for source in SOURCES}:
        raise UnknownSourceError(name, tuple(SOURCES))
    return SOURCES[Source(name)]
