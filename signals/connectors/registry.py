"""The connectors by source: calendars, and tables of numbers that were computed elsewhere."""

from signals.connectors.base import CalendarConnector, TableConnector
from signals.connectors.google import GoogleConnector
from signals.connectors.graph import GraphConnector
from signals.connectors.ics import IcsConnector
from signals.connectors.viva import VivaConnector
from signals.enums import Source
from signals.exceptions import SourceNotReadError, UnknownSourceError

_CALENDARS: tuple[CalendarConnector, ...] = (IcsConnector(), GoogleConnector(), GraphConnector())
_TABLES: tuple[TableConnector, ...] = (VivaConnector(),)

CALENDARS: dict[Source, CalendarConnector] = {connector.source: connector for connector in _CALENDARS}
TABLES: dict[Source, TableConnector] = {connector.source: connector for connector in _TABLES}


def get_connector(source: str) -> CalendarConnector | TableConnector:
    """Return the connector of a source.

    Raises
    ------
    UnknownSourceError
        No such source exists.
    SourceNotReadError
        It is planned, and not read yet.
    """
    if source not in {known.value for known in Source}:
        raise UnknownSourceError(source, tuple(Source))
    key = Source(source)
    connector = CALENDARS.get(key) or TABLES.get(key)
    if connector is None:
        raise SourceNotReadError(source, (*CALENDARS, *TABLES))
    return connector
