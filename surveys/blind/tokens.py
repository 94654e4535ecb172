"""A blind-signed ballot as text: what was signed, and the signature; pure.

32 random bytes (the prefix of RFC 9474), 8 bytes of cell number and 16 random bytes were signed; URL-safe base64 over
both parts. The browser makes the first, and uncovers the second: the server sees neither before the answers arrive.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256

from surveys.blind.rsabssa import PREFIX_BYTES
from surveys.exceptions import InvalidBallotError

CELL_BYTES, RANDOM_BYTES = 8, 16
PREPARED_BYTES = PREFIX_BYTES + CELL_BYTES + RANDOM_BYTES


@dataclass(frozen=True, slots=True)
class BlindClaim:
    """What a blind-signed token says; true only once its signature is checked with the key of its cell."""

    cell_id: int
    prepared: bytes
    signature: bytes

    @property
    def nullifier(self) -> str:
        """Return what is kept of a used token: SHA-256 of what was signed."""
        return sha256(self.prepared).hexdigest()


def new_message(cell_id: int) -> bytes:
    """Return a fresh message for a cell, to be prepared and blinded."""
    return cell_id.to_bytes(CELL_BYTES, "big") + secrets.token_bytes(RANDOM_BYTES)


def write(prepared: bytes, signature: bytes) -> str:
    """Return a token."""
    return urlsafe_b64encode(prepared + signature).decode().rstrip("=")


def read(token: str) -> BlindClaim | None:
    """Return what a token says, or None if it is too short to carry a signature.

    Raises
    ------
    InvalidBallotError
        It is not base64 in its one canonical spelling.
    """
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Base64Error, ValueError):
        raise InvalidBallotError from None
    if len(raw) <= PREPARED_BYTES:
        return None
    if write(raw, b"") != token:
        raise InvalidBallotError
    cell = int.from_bytes(raw[PREFIX_BYTES : PREFIX_BYTES + CELL_BYTES], "big")
    return BlindClaim(cell, raw[:PREPARED_BYTES], raw[PREPARED_BYTES:])
