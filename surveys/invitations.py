"""Inviting the people of a roster by one-time links. A link exists in plain form only here and in the mail."""

import secrets
from collections.abc import Collection, Iterable
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from people.models import RosterEntry
from people.selectors import unit_label
from privacy import ledger
from surveys.languages import interface_code, pick
from surveys.manifest import manifest_fingerprint
from surveys.models import Cell, CellKey, Invitation, Wave

BATCH = 500
# Elsewhere a browser has no cryptography, and the page says that the server hands out the ballot.
CHECKABLE = ("https://", "http://127.0.0.1", "http://localhost")


def link_hash(token: str) -> str:
    """Return what is stored of a link."""
    return sha256(token.encode()).hexdigest()


def cells_by_unit(wave: Wave) -> dict[str, Cell]:
    """Return unit code -> the ballot cell of its own members."""
    return {unit: cell for cell in wave.cells.all() for unit in cell.covers}


@transaction.atomic
def invite(*, wave: Wave, only: Collection[int] | None = None) -> list[tuple[Invitation, str]]:
    """Invite everybody on the roster who is not invited yet; return each invitation with its link's token.

    `only` names people, by primary key, whose turn it is; without it everybody's is.
    """
    cells = cells_by_unit(wave)
    known = set(Invitation.objects.filter(wave=wave).values_list("person_id", flat=True))
    entries = RosterEntry.objects.filter(roster=wave.roster).select_related("person", "unit")
    made = []
    for entry in entries.order_by("person__code"):
        if entry.person_id not in known and (only is None or entry.person_id in only):
            token = secrets.token_urlsafe(24)
            cell = cells[entry.unit.code]
            invitation = Invitation(wave=wave, person=entry.person, cell=cell, token_hash=link_hash(token))
            made.append((invitation, token))
    Invitation.objects.bulk_create([invitation for invitation, _ in made], batch_size=BATCH)
    ledger.record(actor="system", action="invite", subject=f"wave {wave.pk}", detail={"invited": len(made)})
    return made


def asking_company(wave: Wave) -> str:
    """Return the name of the root unit: the company that asks."""
    roots = [code for code, parent in wave.tree.items() if parent is None]
    return unit_label(roots[0]) if roots else ""


def _mail(wave: Wave, invitation: Invitation, token: str, fragment: str) -> EmailMultiAlternatives:
    context = {
        "wave": wave,
        "title": pick(wave.title),
        "company": asking_company(wave),
        "person": invitation.person,
        "link": settings.SITE_URL + reverse("surveys:invitation", args=[token]) + fragment,
        "closes_on": wave.closes_on,
        "language": translation.get_language(),
    }
    subject = render_to_string("emails/invitation_subject.txt", context).strip()
    mail = EmailMultiAlternatives(
        subject, render_to_string("emails/invitation.txt", context), to=[invitation.person.email]
    )
    mail.attach_alternative(render_to_string("emails/invitation.html", context), "text/html")
    return mail


def mail_invitations(*, wave: Wave, invites: Iterable[tuple[Invitation, str]]) -> int:
    """Mail each link in its person's language; return how many were sent. Nobody without an address is mailed."""
    mails = []
    keyed = CellKey.objects.filter(cell__wave=wave).exists()
    checkable = keyed and settings.SITE_URL.startswith(CHECKABLE)
    fragment = f"#m={manifest_fingerprint(wave)}" if checkable else ""
    for invitation, token in invites:
        if invitation.person.email:
            with translation.override(interface_code(invitation.person.language)):
                mails.append(_mail(wave, invitation, token, fragment))
    return get_connection().send_messages(mails) or 0 if mails else 0
