"""Secrets derived from the site's key: a copy of the database does not hold them."""

from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac


def cell_key_secret(wave_id: UUID) -> bytes:
    """Return the key under which the private keys of a wave's cells are sealed."""
    return salted_hmac("surveys.cell_keys", wave_id.hex, algorithm="sha256").digest()


def ballot_key(wave_id: UUID) -> bytes:
    """Return the key that signs the ballots of a wave."""
    return salted_hmac("surveys.ballot", wave_id.hex, algorithm="sha256").digest()


def answer_keys() -> list[bytes]:
    """Return the key under which answers are sealed, then those under which they once were (`SECRET_KEY_FALLBACKS`)."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac("surveys.answers", "sealed", one, algorithm="sha256").digest() for one in secrets]
