"""The one door: pure code that decides which sums may leave. Frames in, released cells out.

Nothing here knows a database, a clock, a setting or a network; `docs/privacy.md` says which rule stands in which file.
"""

from privacy.gate.bands import n_band
from privacy.gate.certificates import certificate, keyed_digest
from privacy.gate.relations import relation_item, relations
from privacy.gate.topics import TopicInput, release_topics
from privacy.gate.tree import released_nodes
from privacy.gate.types import Cell, Item, Plan, Published, Refused, Release, WaveInput
from privacy.gate.unfavourable import unfavourable
from privacy.gate.waves import release_wave

__all__ = [
    "Cell",
    "Item",
    "Plan",
    "Published",
    "Refused",
    "Release",
    "TopicInput",
    "WaveInput",
    "certificate",
    "keyed_digest",
    "n_band",
    "relation_item",
    "relations",
    "release_topics",
    "release_wave",
    "released_nodes",
    "unfavourable",
]
