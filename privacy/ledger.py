"""The ledger: append-only, each entry hashing the one before."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from privacy.models import LedgerEntry

GENESIS = "0" * 64
LOCK = 0x7E1E5C09E


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that does not fit the chain: its number and what is wrong."""

    number: int
    why: str


def record(
    *,
    actor: str,
    action: str,
    subject: str,
    units: Sequence[str] = (),
    detail: Mapping[str, object] | None = None,
) -> LedgerEntry:
    """Append an entry, in the caller's transaction; writers wait for one another so that the chain stays one."""
    with transaction.atomic():
        _lock()
        last = LedgerEntry.objects.order_by("-number").first()
        entry = LedgerEntry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            actor=actor,
            action=action,
            subject=subject,
            units=list(units),
            detail=json.loads(json.dumps(dict(detail or {}), default=str, allow_nan=False)),
            previous=last.digest if last else GENESIS,
        )
        entry.digest = entry.fitting_digest()
        entry.save(force_insert=True)
    return entry


def _lock() -> None:
    """Let one writer in at a time until its transaction ends; SQLite writers take the database lock at BEGIN."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head() -> str:
    """Return `NUMBER:DIGEST` of the newest entry, `0:` and zeros when there is none.

    Noted outside the database (on paper, with the works council), it shows later that nothing was cut off since.
    """
    last = LedgerEntry.objects.order_by("-number").first()
    return f"{last.number}:{last.digest}" if last else f"0:{GENESIS}"


def verify(noted: str | None = None) -> list[Broken]:
    """Return every entry that was altered, left out or put in; empty when the chain is whole.

    Parameters
    ----------
    noted
        A `head()` written down earlier: that entry must still be there, and the same.

    Raises
    ------
    ValueError
        `noted` is not NUMBER:DIGEST.
    """
    broken = _breaks(LedgerEntry.objects.order_by("number").iterator(), 1, GENESIS)
    if noted is not None:
        number, digest = _noted(noted)
        if number and not LedgerEntry.objects.filter(number=number, digest=digest).exists():
            broken.append(
                Broken(number, "is not what was noted: it was cut off, or the chain was written anew")
            )
    return broken


def _noted(text: str) -> tuple[int, str]:
    number, colon, digest = text.partition(":")
    if not (number.isdigit() and colon and len(digest) == len(GENESIS)):
        raise ValueError(text)
    return int(number), digest


def verify_newest(count: int) -> list[Broken]:
    """Return what does not fit among the newest entries, the oldest of them taken as it is; empty without entries."""
    entries = list(LedgerEntry.objects.order_by("-number")[:count])[::-1]
    return _breaks(entries, entries[0].number, entries[0].previous) if entries else []


def _breaks(entries: Iterable[LedgerEntry], expected: int, previous: str) -> list[Broken]:
    """Return what does not fit in a run of entries of which the first should have a number and an entry before it."""
    broken: list[Broken] = []
    for entry in entries:
        if entry.number != expected:
            broken.extend(Broken(number, "is missing") for number in range(expected, entry.number))
        elif entry.previous != previous:
            broken.append(Broken(entry.number, "does not follow the entry before it"))
        if entry.fitting_digest() != entry.digest:
            broken.append(Broken(entry.number, "was changed after it was written"))
        expected, previous = entry.number + 1, entry.digest
    return broken
