"""Answers as they lie in the database: sealed under a key that the database does not hold.

A copy of its files, a dump, a statement in its log: none of them shows an answer without the site's secret. Every
writing takes a fresh nonce, so that two versions of one row have nothing in common, and everything is filled up to
full steps of `STEP` bytes, so that a length tells little.
"""

import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
STEP = 512

Json = Any


def seal(value: Json, key: bytes) -> bytes:
    """Return a value under a key of 32 bytes (AES-256-GCM), 28 bytes longer than full steps."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain + b" " * (-len(plain) % STEP), None)


def unseal(sealed: bytes, key: bytes) -> Json:
    """Return the value again; another key or a changed byte raises `cryptography.exceptions.InvalidTag`."""
    plain: Json = json.loads(AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None))
    return plain
