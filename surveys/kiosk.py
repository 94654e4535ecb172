"""Codes for people without an address: printed for a group, cut apart, dealt by hand, typed in at a shared device.

A code is a short link. Which of the invitations of a group it opens the system knows, and whose hand it came into it
does not: the sheet is sorted, and people draw from it.
"""

import secrets
from typing import Final

from django.db import transaction
from django.db.models import Count

from privacy import ledger
from surveys.ballots import hold_open
from surveys.invitations import link_hash
from surveys.models import Cell, Invitation, Wave

# Neither I nor O, 0 or 1: nobody has to wonder. Twelve of 32 letters are 60 bits.
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PARTS, PART = 3, 4


def new_code() -> str:
    """Return a fresh code in three parts."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(PART)) for _ in range(PARTS))


def normalised(typed: str) -> str:
    """Return a code as it is printed, however it was typed."""
    text = "".join(one for one in typed.upper() if one.isalnum())
    return "-".join(text[place : place + PART] for place in range(0, len(text), PART))


def without_address(wave: Wave) -> dict[int, int]:
    """Return id of a ballot cell -> how many of its people have no address; cells without such people are absent."""
    waiting = Invitation.objects.filter(wave=wave, person__email="")
    return dict(waiting.order_by().values_list("cell").annotate(Count("pk")))


@transaction.atomic
def print_codes(*, cell: Cell, actor: str) -> list[str]:
    """Return a fresh code for everybody of a group who has no address and has not begun, sorted.

    Codes that were printed earlier and not used stop working: a sheet that was lost can be printed anew. Nothing is
    kept but a hash of each; the sheet is shown once. Empty if everybody has an address; `WaveNotOpenError` is raised
    unless the survey is open.
    """
    hold_open(cell.wave)
    waiting = Invitation.objects.select_for_update().filter(cell=cell, person__email="", collected_on=None)
    codes = []
    for invitation in waiting.order_by("?"):
        codes.append(new_code())
        invitation.token_hash = link_hash(codes[-1])
        invitation.save(update_fields=["token_hash"])
    if codes:
        subject, detail = f"wave {cell.wave_id}", {"codes": len(codes)}
        ledger.record(
            actor=actor, action="print_codes", subject=subject, units=list(cell.covers), detail=detail
        )
    return sorted(codes)
