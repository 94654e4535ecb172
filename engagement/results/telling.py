"""The note that results are there: one and the same to everybody who was invited, with the way to the shared page.

Whoever answered reads the same words as whoever did not; nobody has to look up who collected a ballot.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from engagement.results.models import SharedWave
from people.models import Person
from people.selectors import unit_label
from privacy.ledger import record
from privacy.models import LedgerEntry
from surveys.languages import interface_code, pick
from surveys.models import Invitation, Wave

TOLD = "results_told"
BATCH = 500


@transaction.atomic
def tell_shared(source: str, *, by: str, on: date) -> int:
    """Mail once everybody who was invited to a shared wave and has an address; return how many mails went out.

    A wave that is not shared, or was told of before, tells nobody.
    """
    shared = SharedWave.objects.select_for_update().filter(source=source).first()
    subject = f"wave {source}"
    if shared is None or LedgerEntry.objects.filter(action=TOLD, subject=subject).exists():
        return 0
    record(actor=by, action=TOLD, subject=subject, detail={"on": on.isoformat()})
    connection = get_connection()
    return sum(connection.send_messages(mails) or 0 for mails in _batches(Wave.objects.get(pk=source)))


def _batches(wave: Wave) -> Iterator[list[EmailMessage]]:
    invited = Invitation.objects.filter(wave=wave).values("person")
    people = Person.objects.filter(pk__in=invited).exclude(email="").order_by("code")
    mails: list[EmailMessage] = []
    top = next((code for code, parent in wave.tree.items() if parent is None), "")
    for person in people.iterator(chunk_size=BATCH):
        mails.append(_mail(wave, person, top))
        if len(mails) == BATCH:
            yield mails
            mails = []
    if mails:
        yield mails


def _mail(wave: Wave, person: Person, top: str) -> EmailMessage:
    with translation.override(interface_code(person.language)):
        context = {
            "company": unit_label(top),
            "title": pick(wave.title),
            "person": person,
            "link": settings.SITE_URL + reverse("dashboards:shared", args=[wave.pk]),
        }
        subject = render_to_string("emails/results_subject.txt", context).strip()
        return EmailMessage(subject, render_to_string("emails/results.txt", context), to=[person.email])
