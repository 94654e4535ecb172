"""The scheme of ballots, and nothing else: how a token proves its cell without saying whose it is.

A token is 8 bytes of cell number, 16 random bytes, and an HMAC-SHA-256 over both under the wave's key, in URL-safe
base64. It is made at the moment it is handed out and kept nowhere; nothing in it comes from the invitation. The
server that makes it could, if it were secretly altered, take a note of it: a blind signature in place of
`new_token` and `verify` would rule that out, and no other module would change.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256

from surveys.exceptions import InvalidBallotError

CELL_BYTES, RANDOM_BYTES, MAC_BYTES = 8, 16, 32


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says; true only once `verify` agrees."""

    cell_id: int
    body: bytes
    mac: bytes


def new_token(*, cell_id: int, key: bytes) -> str:
    """Return a fresh token for a cell."""
    body = cell_id.to_bytes(CELL_BYTES, "big") + secrets.token_bytes(RANDOM_BYTES)
    mac = hmac.digest(key, body, "sha256")
    return urlsafe_b64encode(body + mac).decode().rstrip("=")


def read_claim(token: str) -> Claim:
    """Return what a token says; one that is not of our making raises `InvalidBallotError`."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Base64Error, ValueError):
        raise InvalidBallotError from None
    canonical = urlsafe_b64encode(raw).decode().rstrip("=") == token
    if not canonical or len(raw) != CELL_BYTES + RANDOM_BYTES + MAC_BYTES:
        raise InvalidBallotError
    body = raw[: CELL_BYTES + RANDOM_BYTES]
    return Claim(int.from_bytes(body[:CELL_BYTES], "big"), body, raw[len(body) :])


def verify(claim: Claim, *, key: bytes) -> None:
    """Raise `InvalidBallotError` unless the token was signed with the key of the wave."""
    if not hmac.compare_digest(hmac.digest(key, claim.body, "sha256"), claim.mac):
        raise InvalidBallotError


def nullifier(token: str) -> str:
    """Return what is kept of a used token: its SHA-256, so that a retry stores once."""
    return sha256(token.encode()).hexdigest()
