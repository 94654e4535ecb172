"""Receipts: a code for each accepted ballot, and at the close a list of them for each group.

A code is made from what is kept of a used ballot, which is made from the ballot: never from the answers. The list has
as many codes as the group has people; those that no ballot stands behind are made up, so that the length of the list
does not tell how many answered (with few answers, that number is what the door bands).
"""

import base64
import secrets
from hashlib import sha256

from surveys.enums import WaveState
from surveys.models import Cell, Nullifier, ReceiptList, Wave

BYTES = 10
HALF = 8


def code_of(digest: str) -> str:
    """Return the receipt of a used ballot: 80 bits in base 32, in two halves."""
    return _spelt(sha256(f"receipt/1:{digest}".encode()).digest()[:BYTES])


def _spelt(raw: bytes) -> str:
    text = base64.b32encode(raw).decode()
    return f"{text[:HALF]}-{text[HALF:]}"


def normalised(typed: str) -> str:
    """Return a code as it is listed, however it was typed."""
    text = "".join(one for one in typed.upper() if one.isalnum())
    return f"{text[:HALF]}-{text[HALF:]}"


def publish(wave: Wave) -> None:
    """List the receipts of a wave by group, sorted; to be called before its used ballots are forgotten."""
    used: dict[int | None, list[str]] = {}
    for digest, used_in in Nullifier.objects.filter(wave=wave).values_list("digest", "cell"):
        used.setdefault(used_in, []).append(code_of(digest))
    for cell in wave.cells.all():
        codes = used.get(cell.pk, [])
        made_up = [_spelt(secrets.token_bytes(BYTES)) for _ in range(cell.roster_size - len(codes))]
        ReceiptList.objects.create(cell=cell, codes=sorted(codes + made_up))


def published(wave: Wave) -> list[ReceiptList]:
    """Return the lists of a wave by code of the group; none before it closes."""
    if wave.state == WaveState.OPEN:
        return []
    return list(ReceiptList.objects.filter(cell__wave=wave).select_related("cell").order_by("cell__code"))


def group_of(wave: Wave, typed: str) -> Cell | None:
    """Return the group whose list has a code, or None."""
    code = normalised(typed)
    return next((one.cell for one in published(wave) if code in one.codes), None)
