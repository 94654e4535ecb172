"""Telling people that there is something to read: by mail to whoever may act, by chat to a channel. Never a number.

What was found stands behind the sign-in alone; a mail box or a chat room is read by more people than a page.
"""

import logging
from collections.abc import Iterable
from datetime import date
from smtplib import SMTPException

import apprise
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from engagement.insights.actors import SYSTEM, reader_name
from engagement.insights.models import Alert
from engagement.insights.selectors import told_now
from people.enums import Role
from people.models import Account
from people.selectors import ancestors, unit_tree
from privacy.ledger import record
from privacy.models import LedgerEntry

logger = logging.getLogger(__name__)


def tell(*, on: date) -> list[Alert]:
    """Tell about every alert whose turn it is and that nobody was told about yet; told twice, it changes nothing.

    A mail or chat server that does not answer is noted in the log and stops nothing: the alert stands in the app.
    """
    fresh = [alert for alert in told_now(on=on) if alert.state == Alert.State.OPEN and not _was_told(alert)]
    for alert in fresh:
        readers = readers_of(alert.unit)
        _mail(alert, readers)
        detail = {"to": [reader_name(reader) for reader in readers], "on": on.isoformat()}
        record(
            actor=SYSTEM, action="alert_told", subject=f"alert {alert.pk}", units=[alert.unit], detail=detail
        )
    if fresh:
        _chat()
    return fresh


def readers_of(unit: str) -> list[Account]:
    """Return the managers of a unit, or of the nearest one above that has any; HR where no unit has."""
    tree = unit_tree()
    for code in (unit, *ancestors(unit, tree)):
        grants = {"grants__role": Role.MANAGER, "grants__unit__code": code}
        if found := list(Account.objects.filter(is_active=True, **grants).distinct()):
            return found
    return list(Account.objects.filter(is_active=True, grants__role=Role.HR).distinct())


def send(mails: Iterable[EmailMessage]) -> None:
    """Send mails; a server that does not take them is noted without an address."""
    try:
        get_connection().send_messages(list(mails))
    except (OSError, SMTPException) as error:
        logger.warning("mail was not taken: %s", type(error).__name__)


def _was_told(alert: Alert) -> bool:
    return LedgerEntry.objects.filter(action="alert_told", subject=f"alert {alert.pk}").exists()


def _mail(alert: Alert, readers: Iterable[Account]) -> None:
    mails = []
    for reader in readers:
        with translation.override(reader.language):
            link = settings.SITE_URL + reverse("dashboards:alert", args=[alert.pk])
            words = _("There is something to read about a team that you are there for. Sign in to see it:")
            mails.append(EmailMessage(_("Something to read"), f"{words}\n{link}\n", to=[reader.email]))
    send(mails)


def _chat() -> None:
    """Say in every channel of `ALERT_CHAT_URLS` that there is something to read."""
    if not settings.ALERT_CHAT_URLS:
        return
    channels = apprise.Apprise()
    for address in settings.ALERT_CHAT_URLS:
        channels.add(address)
    body = _("There is something new to read. Sign in to see it:") + f" {settings.SITE_URL}/"
    if not channels.notify(title=_("Something to read"), body=body):
        logger.warning("a chat channel did not take a message")
