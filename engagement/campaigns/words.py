"""What decides when something is sent, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.campaigns.outlook import Why
from surveys.campaigns.schedule import Waits

WHY: dict[Why, str | Promise] = {
    Why.DUE: _("It is due: the next run opens it, within the hour."),
    Why.STARTS: _("That is its first day."),
    Why.INTERVAL: _("%(days)d days lie between the first days of two waves."),
    Why.WEEKEND: _("Its day lies on a weekend; waves open on working days only."),
    Why.GATHERS: _("It opens as soon as enough people have come together to answer as one group."),
    Why.SENT_ONCE: _("It was to be sent once, and was."),
    Why.PAUSED: _("It is paused."),
    Why.ENDED: _("It has ended."),
    Why.ENDS_FIRST: _("Its last day comes before the next wave would."),
}
WAITS: dict[Waits, str | Promise] = {
    Waits.QUIET: _("quiet hours, 19:00 to 8:00 there"),
    Waits.WEEKEND: _("weekend there"),
    Waits.HOLIDAY: _("public holiday there"),
}
