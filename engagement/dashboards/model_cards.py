"""Cards of everything that judges: what it reads, what it says, what it must not be used for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagement.insights.models import Theme
from engagement.insights.themes import THEME_WORDS
from nlp.taxonomy import FINGERPRINT, KEYS


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what reads what, what comes out, and where its limits are."""

    name: str
    reads: str
    says: str
    limits: list[str]
    version: str = ""


def model_cards() -> list[Card]:
    """Return the cards in the reader's language: text first, then alerts, then effects of plans."""
    return [_text(), *(_alert(theme) for theme in Theme), _effects()]


def _text() -> Card:
    return Card(
        name=_("Reading comments"),
        reads=_(
            "Comments of a closed survey, after names, addresses and numbers were taken out. Nothing leaves the site."
        ),
        says=_("For groups: how many comments mention each of %(count)d topics, and in which tone.")
        % {"count": len(KEYS)},
        limits=[
            _("Irony and very short comments are often misread; look at groups, never at single comments."),
            _("It never labels a person, and no sentence of a comment is shown."),
        ],
        version=_("taxonomy %(version)s") % {"version": FINGERPRINT},
    )


def _alert(theme: Theme) -> Card:
    words = THEME_WORDS[theme]
    surveys = theme in (Theme.ENGAGEMENT_DROP, Theme.EXIT_THEME)
    return Card(
        name=_("Alert: %(theme)s") % {"theme": theme.label},
        reads=_("Released survey results only.")
        if surveys
        else _("Start, end and size of meetings; no titles, texts or names."),
        says=str(words.summary),
        limits=[str(caveat) for caveat in words.caveats],
    )


def _effects() -> Card:
    return Card(
        name=_("What a plan moved"),
        reads=_("Released values of the unit and of similar units, before and after."),
        says=_("Moved, not moved, or cannot say, with a 95%% interval.") % (),
        limits=[
            _(
                "It compares with similar teams; it cannot rule out that something else happened at the same time."
            )
        ],
    )
