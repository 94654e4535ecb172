"""What is read about a team, field by field: from what the connectors in use declare."""

from dataclasses import dataclass

from engagement.health_check.words import SOURCES
from signals.connectors.registry import get_connector
from signals.models import Run
from signals.selectors import active_connections
from signals.sources.registry import get_source


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """One source in use: its name, the right it needs (nothing for files), and the fields that are kept."""

    label: str
    scope: str
    fields: tuple[str, ...]


def sources_in_use() -> list[ReadFrom]:
    """Return the servers connected now, and the kinds of files that were read so far."""
    live = sorted(set(active_connections().values_list("source", flat=True)))
    files = sorted(set(Run.objects.exclude(source="connections").values_list("source", flat=True)))
    served = [
        ReadFrom(str(SOURCES[name]), get_source(name).scope, get_source(name).read_fields) for name in live
    ]
    return served + [ReadFrom(str(SOURCES[name]), "", get_connector(name).read_fields) for name in files]
