"""Writing down who opened the results of a unit, so that the people in it can read that on the transparency page."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from engagement.insights.actors import reader_name as reader_name
from people.models import Account
from privacy.ledger import record
from privacy.models import LedgerEntry

VIEW = "view"


def signed_in(reader: Account | AnonymousUser) -> Account:
    """Return the account of a reader; nobody signed in may not act."""
    if not isinstance(reader, Account):
        raise PermissionDenied
    return reader


def note_opening(reader: Account | AnonymousUser, *, subject: str, units: Sequence[str]) -> None:
    """Record that a reader opened released results; once per account, units, subject and day.

    `units` are the codes whose results stand on the page; the entry concerns everybody in or below them.
    """
    if not isinstance(reader, Account):
        return
    detail = {"account": str(reader.pk)}
    today = _entries_of_today().filter(action=VIEW, subject=subject, detail__account=str(reader.pk))
    if not any(entry == list(units) for entry in today.values_list("units", flat=True)):
        record(actor=reader_name(reader), action=VIEW, subject=subject, units=list(units), detail=detail)


def _entries_of_today() -> QuerySet[LedgerEntry]:
    """Return the entries since midnight, found from the newest backwards: a long ledger is not read."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    before = LedgerEntry.objects.filter(at__lt=midnight).order_by("-number").values_list("number", flat=True)
    return LedgerEntry.objects.filter(number__gt=before.first() or 0)
