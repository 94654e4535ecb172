"""A summary in plain language, written by code: every number in it is a released figure or a difference of two.

Each sentence is a list of facts and a template; `Sentence.numbers` names the figures that went in, for whoever checks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Moved:
    """A construct of a unit that moved: percentages now and before, and its item that moved most in the same way."""

    construct: str
    now: int
    before: int
    item: str = ""
    item_points: int = 0

    @property
    def points(self) -> int:
        """Return the change in percentage points."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Facts:
    """What the summary of one unit rests on. `answers` is the band of answers."""

    unit: str
    answers: str
    since: str
    moved: Sequence[Moved] = ()
    best: tuple[str, int] | None = None
    worst: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the numbers it states."""

    text: str
    numbers: tuple[int, ...]


def summary(facts: Facts) -> list[Sentence]:
    """Return the sentences of a unit, what moved first; a unit of which nothing can be said gets none."""
    sentences = [_moved(facts, one) for one in facts.moved]
    if not sentences and facts.since:
        text = _("%(unit)s: nothing has moved since %(since)s beyond what chance would do.")
        sentences.append(Sentence(text % {"unit": facts.unit, "since": facts.since}, ()))
    for each, words in (
        (facts.best, _("What people like best: %(construct)s, %(share)d%% favourable.")),
        (facts.worst, _("What people like least: %(construct)s, %(share)d%% favourable.")),
    ):
        if each is not None:
            sentences.append(Sentence(words % {"construct": each[0], "share": each[1]}, (each[1],)))
    if facts.answers:
        sentences.append(
            Sentence(_("%(answers)s answers stand behind this.") % {"answers": facts.answers}, ())
        )
    return sentences


def _moved(facts: Facts, one: Moved) -> Sentence:
    words = {"unit": facts.unit, "construct": one.construct, "since": facts.since, "now": one.now, "before": one.before,
             "points": abs(one.points), "item": one.item, "item_points": abs(one.item_points)}  # fmt: skip
    numbers = [abs(one.points), one.before, one.now]
    if one.points < 0:
        text = _(
            "%(unit)s: %(construct)s fell %(points)d points since %(since)s, from %(before)d%% to %(now)d%% favourable."
        )
    else:
        text = _(
            "%(unit)s: %(construct)s rose %(points)d points since %(since)s, from %(before)d%% to %(now)d%% favourable."
        )
    if one.item:
        text += " " + _("Most of it lies in “%(item)s” (%(item_points)d points).")
        numbers.append(abs(one.item_points))
    return Sentence(text % words, tuple(numbers))
