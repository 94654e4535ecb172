"""Words that the models of surveys share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionType(TextChoices):
    """How a question is asked and what an answer to it is."""

    AGREEMENT5 = "agreement5", _("Agreement, five steps")
    AGREEMENT7 = "agreement7", _("Agreement, seven steps")
    FREQUENCY = "frequency", _("How often, five steps")
    SCALE10 = "scale10", _("0 to 10")
    RATING = "rating", _("Rating with steps of its own")
    SMILEY = "smiley", _("Five faces")
    SINGLE = "single", _("One of several")
    MULTIPLE = "multiple", _("Several of several")
    RANKING = "ranking", _("Put in order")
    MATRIX = "matrix", _("Several questions on one scale")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    SHORT = "short", _("Short text")
    TEXT = "text", _("Text")
    NOTE = "note", _("Note without an answer")


class WaveKind(TextChoices):
    """Why a wave is run; frozen with it, because answers may serve no other purpose."""

    PULSE = "pulse", _("Pulse survey")
    EXIT = "exit", _("Exit survey")
    IMPORTED = "imported", _("Imported results")


class WaveState(TextChoices):
    """Where a wave stands."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("wave", "Open")
    CLOSED = "closed", pgettext_lazy("wave", "Closed")
    RELEASED = "released", _("Released")


# Where a wave may go from where it stands; nothing goes back.
TRANSITIONS: dict[str, frozenset[str]] = {
    WaveState.DRAFT: frozenset({WaveState.OPEN}),
    WaveState.OPEN: frozenset({WaveState.CLOSED}),
    WaveState.CLOSED: frozenset({WaveState.RELEASED}),
    WaveState.RELEASED: frozenset(),
}
