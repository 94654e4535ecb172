"""What an alert of each theme says: in plain words, about the situation and never about anybody's effort."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagement.insights.models import Theme


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """The words of a theme.

    Attributes
    ----------
    summary
        What was seen.
    meaning
        Why it is worth a look.
    caveats
        What could be wrong with reading it so.
    """

    summary: str | Promise
    meaning: str | Promise
    caveats: tuple[str | Promise, ...]


CALENDAR_ONLY = _(
    "Calendars show meetings, not work: whatever is done outside the calendar is not seen here."
)
TOGETHER = _(
    "This describes the team as a whole. It cannot be traced to any one or two people, and it must not be tried."
)

# An exit theme that leavers elsewhere kept quiet about, seen in a unit whose people are still here.
SIGNATURE = _(
    "This stands out here now as it did in units before people left, although the leavers named other reasons."
)

THEME_WORDS: Mapping[Theme, ThemeWords] = {
    Theme.MEETING_MARATHON: ThemeWords(
        _("Meetings follow one another with little time in between, and little quiet time is left."),
        _(
            "Long chains of meetings leave no room to think, to prepare or to rest, and work moves into the evening."
        ),
        (
            CALENDAR_ONLY,
            _("A workshop, a release or a busy season can look the same for a few weeks."),
            TOGETHER,
        ),
    ),
    Theme.BURNOUT: ThemeWords(
        _("Work outside working hours has turned from an exception into a habit."),
        _(
            "People who cannot rest lose energy and health long before they complain. The cause is usually the amount of work."
        ),
        (
            CALENDAR_ONLY,
            _("Agreed shifts, flexible hours or colleagues in other time zones can explain part of it."),
            TOGETHER,
        ),
    ),
    Theme.OVERLOADED_MANAGERS: ThemeWords(
        _(
            "The managers of this area spend most of their time in meetings and carry more than one person can."
        ),
        _(
            "Managers without time cannot support their teams; the load is a matter of structure, not of their effort."
        ),
        (CALENDAR_ONLY, _("Vacant positions and temporary substitutions can explain part of it."), TOGETHER),
    ),
    Theme.BLOCKED_INNOVATION: ThemeWords(
        _("Contacts with other units have become few, and most conversations stay inside the team."),
        _(
            "New ideas mostly come from people who see more than one team. Fewer contacts are an early sign of isolation."
        ),
        (
            CALENDAR_ONLY,
            _("A team with a closed task may want it so; chats and corridor talks are not counted."),
            TOGETHER,
        ),
    ),
    Theme.ENGAGEMENT_DROP: ThemeWords(
        _(
            "The team's answers about its engagement are lower than in its own last surveys, by more than chance explains."
        ),
        _(
            "A fall against the team's own level often comes months before people leave, while there is still time to talk."
        ),
        (
            _(
                "Other people may have answered this time; only groups of comparable membership were compared."
            ),
            _("One event shortly before the survey can weigh on every answer."),
            TOGETHER,
        ),
    ),
    Theme.LOAD_CHANGE: ThemeWords(
        _("Hours in meetings have risen within four weeks by more than usual."),
        _(
            "A sudden load can be carried for a while; it harms when it stays and nobody says how long it lasts."
        ),
        (
            CALENDAR_ONLY,
            _("A workshop, a release or a busy season can look the same for a few weeks."),
            TOGETHER,
        ),
    ),
    Theme.FOCUS_COLLAPSE: ThemeWords(
        _(
            "Time without meetings has become far shorter than this team's own usual, and what is left is cut into pieces."
        ),
        _(
            "Work that needs an hour or two in one piece is put off or moves into the evening; errors and late answers follow."
        ),
        (
            CALENDAR_ONLY,
            _("Many short meetings in a release or an audit can look the same for a few weeks."),
            TOGETHER,
        ),
    ),
    Theme.EXIT_THEME: ThemeWords(
        _(
            "People who left named this reason more often than leavers of the whole company did, and not for the first time."
        ),
        _("What leavers say can still be changed for those who stay."),
        (
            _("Few people leave in a quarter, so shares are uncertain even where they are clearly higher."),
            _("Leavers name polite reasons; set them beside what surveys and signals showed before."),
            TOGETHER,
        ),
    ),
}
