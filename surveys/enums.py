"""Words that the models of surveys share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionType(TextChoices):
    """How a question is asked and what an answer to it is."""

    AGREEMENT5 = "agreement5", _("Agreement, five steps")
    SCALE10 = "scale10", _("0 to 10")
    SINGLE = "single", _("One of several")
    MULTIPLE = "multiple", _("Several of several")
    TEXT = "text", _("Text")


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
