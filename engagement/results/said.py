"""Said against showed of an exit wave, worked out once at its close: it rests on what was released before the wave opened."""

import json
from dataclasses import asdict
from typing import Any

from engagement.insights.exit_insight import insight
from engagement.insights.said_showed import Pattern
from engagement.results.kept import kept
from surveys.models import Wave

WHAT = "said"


def said_against_showed(wave: Wave) -> list[Pattern]:
    """Return what stood out before people of the wave's pools left, the clearest first."""
    found = kept(str(wave.pk), WHAT, "", lambda: [_plain(one) for one in insight(wave)])
    return [Pattern(**{**one, "interval95": tuple(one["interval95"])}) for one in found]


def _plain(pattern: Pattern) -> dict[str, Any]:
    """Return a pattern as plain data, numbers of numpy included."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(pattern), default=lambda number: number.item()))
    return plain
