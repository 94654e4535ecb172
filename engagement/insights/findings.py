"""What was noticed: a theme in a unit, its size, and the released cells it rests on."""

from dataclasses import dataclass
from datetime import date

from engagement.insights.enums import Severity
from engagement.insights.models import Theme
from engagement.insights.quotes import Quote


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition of a unit, shown by released cells.

    Attributes
    ----------
    unit
        Code of the unit.
    theme
        What it is about.
    severity
        How soon somebody should look.
    seen_on
        First day after the block or wave that shows it.
    evidence
        Quotes of released cells of this unit; never empty for a finding that may become an alert.
    """

    unit: str
    theme: Theme
    severity: Severity
    seen_on: date
    evidence: tuple[Quote, ...]
