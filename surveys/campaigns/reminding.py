"""The reminder half-way through a wave: one and the same note to everybody who was invited.

Whoever answered already reads the same words as whoever did not, so that a mailbox says nothing about taking part,
and nobody has to look up who collected a ballot. The personal link stays the one of the invitation.
"""

from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from people.models import Person
from surveys.campaigns.schedule import half_way, may_send
from surveys.enums import WaveState
from surveys.invitations import asking_company
from surveys.languages import interface_code, pick
from surveys.models import CampaignWave, Invitation, Wave


def _mail(wave: Wave, person: Person) -> EmailMessage:
    with translation.override(interface_code(person.language)):
        context = {
            "company": asking_company(wave),
            "title": pick(wave.title),
            "person": person,
            "closes_on": wave.closes_on,
        }
        subject = render_to_string("emails/reminder_subject.txt", context).strip()
        return EmailMessage(subject, render_to_string("emails/reminder.txt", context), to=[person.email])


@transaction.atomic
def remind(place: CampaignWave, *, now: datetime) -> int:
    """Remind once everybody of a wave who may be written to now; return how many mails went out."""
    place = CampaignWave.objects.select_for_update().select_related("wave").get(pk=place.pk)
    wave = place.wave
    if (
        wave.state != WaveState.OPEN
        or not half_way(wave.opens_on, wave.closes_on) <= now.date() <= wave.closes_on
    ):
        return 0
    people = Person.objects.filter(pk__in=Invitation.objects.filter(wave=wave).values("person")).exclude(
        email=""
    )
    groups: dict[str, list[Person]] = {}
    for person in people.order_by("code"):
        groups.setdefault(f"{person.time_zone} {person.region}".strip(), []).append(person)
    due = [
        name
        for name, members in groups.items()
        if name not in place.reminded
        and may_send(now, time_zone=members[0].time_zone, region=members[0].region)
    ]
    place.reminded = [*place.reminded, *due]
    place.save(update_fields=["reminded"])
    mails = [_mail(wave, person) for name in due for person in groups[name]]
    return get_connection().send_messages(mails) or 0 if mails else 0
