"""What a template is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

# Language code (`en`, `zh`) -> text.
Text = Mapping[str, str]

Direction = Literal["up", "down"]


class Effort(StrEnum):
    """What a template asks of the person who leads it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Source:
    """Published work that the reason rests on; `url` is empty where no address is certain."""

    citation: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, due `day` days after the start (moved to the next working day)."""

    day: int
    text: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What should move.

    Attributes
    ----------
    measure
        A metric of `list_metrics`, or `construct:KEY` for a group of survey items.
    direction
        Which way.
    at_least
        The smallest change that would be worth the effort, in units of the measure (for a construct: steps of the
        five-step scale).
    within_days
        By when, counted from the start.
    """

    measure: str
    direction: Direction
    at_least: float
    within_days: int


@dataclass(frozen=True, slots=True)
class TeamEvent:
    """A weekly or monthly entry for the team's calendar: an all-day marker, free time, no attendees.

    `on` is a weekday in English (`friday`: every week) or `fourth_WEEKDAY` (once a month).
    """

    on: str
    title: Text


@dataclass(frozen=True, slots=True)
class Template:
    """Something a manager can do about an alert, ready to adopt.

    Attributes
    ----------
    key
        Name of the file; never changes once published.
    themes
        Themes of alerts it answers.
    answers
        Drivers (`construct:KEY`) and topics (`topic:KEY`) it answers.
    outcomes
        What should move, the most direct first; a plan keeps the first one that is released for its unit.
    tone
        How to accompany it: one line for the person who leads it.
    team_event
        An entry for the team's calendar; None where there is nothing to mark.
    """

    key: str
    themes: tuple[str, ...]
    answers: tuple[str, ...]
    title: Text
    for_whom: Text
    why: Text
    source: Source
    effort: Effort
    effort_words: Text
    steps: tuple[Step, ...]
    message: Text
    outcomes: tuple[Outcome, ...]
    if_not: Text
    tone: Text
    team_event: TeamEvent | None = None
