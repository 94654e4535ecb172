"""Credentials at rest: encrypted and authenticated with a key that only this site's secret gives."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

from signals.exceptions import CredentialLostError

CREDENTIAL = b"signals.connections/credential/1"


def locked(credential: Mapping[str, str]) -> bytes:
    """Encrypt a credential; the same one is never encrypted to the same bytes twice."""
    return _box().encrypt(json.dumps(dict(credential)).encode())


def opened(data: bytes) -> dict[str, str]:
    """Return a credential.

    Raises
    ------
    CredentialLostError
        It was encrypted with another secret, or changed since.
    """
    try:
        found: dict[str, str] = json.loads(_box().decrypt(data))
    except InvalidToken:
        raise CredentialLostError from None
    return found


def wrapped(data: bytes, purpose: bytes) -> bytes:
    """Encrypt what workers of this site say to each other."""
    return Fernet(_key(settings.SECRET_KEY, purpose)).encrypt(data)


def unwrapped(data: bytes, purpose: bytes) -> bytes:
    """Return what another worker said; raise `CredentialLostError` where it does not know the secret."""
    try:
        return Fernet(_key(settings.SECRET_KEY, purpose)).decrypt(data)
    except InvalidToken:
        raise CredentialLostError from None


def shared_key(purpose: bytes) -> bytes:
    """Return what only workers of this site know."""
    return _key(settings.SECRET_KEY, purpose + b"/greeting")


def _box() -> MultiFernet:
    """Return the key of this secret, and of those before it, for reading only."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret, CREDENTIAL)) for secret in secrets])


def _key(secret: str | bytes, purpose: bytes) -> bytes:
    return base64.urlsafe_b64encode(hmac.new(force_bytes(secret), purpose, hashlib.sha256).digest())
