"""The connectors by source: calendars, work tools, and tables of numbers that were computed elsewhere."""

from signals.connectors.base import CalendarConnector, TableConnector
from signals.connectors.git import GitConnector
from signals.connectors.github import GithubConnector
from signals.connectors.gitlab import GitlabConnector
from signals.connectors.google import GoogleConnector
from signals.connectors.graph import GraphConnector
from signals.connectors.ics import IcsConnector
from signals.connectors.jira import JiraConnector
from signals.connectors.slack import SlackConnector
from signals.connectors.viva import VivaConnector
from signals.enums import Source
from signals.exceptions import UnknownSourceError

_CALENDARS: tuple[CalendarConnector, ...] = (IcsConnector(), GoogleConnector(), GraphConnector())
_TOOLS: tuple[CalendarConnector, ...] = (
    SlackConnector(), JiraConnector(), GitlabConnector(), GithubConnector(), GitConnector(),
)  # fmt: skip
_TABLES: tuple[TableConnector, ...] = (VivaConnector(),)

CALENDARS: dict[Source, CalendarConnector] = {connector.source: connector for connector in _CALENDARS}
TOOLS: dict[Source, CalendarConnector] = {connector.source: connector for connector in _TOOLS}
TABLES: dict[Source, TableConnector] = {connector.source: connector for connector in _TABLES}


def get_connector(source: str) -> CalendarConnector | TableConnector:
    """Return the connector of a source.

    Raises
    ------
    UnknownSourceError
        No such source exists.
    """
    known = CALENDARS | TOOLS | TABLES
    if source not in set(known):
        raise UnknownSourceError(source, tuple(known))
    return known[Source(source)]
