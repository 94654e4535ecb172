"""Secrets derived from the site's key: a copy of the database does not hold them."""

from uuid import UUID

from django.utils.crypto import salted_hmac


def cell_key_secret(wave_id: UUID) -> bytes:
    """Return the key under which the private keys of a wave's cells are sealed."""
    return salted_hmac("surveys.cell_keys", wave_id.hex, algorithm="sha256").digest()


def ballot_key(wave_id: UUID) -> bytes:
    """Return the key that signs the ballots of a wave."""
    return salted_hmac("surveys.ballot", wave_id.hex, algorithm="sha256").digest()


def answer_key() -> bytes:
    """Return the key under which answers are sealed; with another `SECRET_KEY` what was stored is lost."""
    return salted_hmac("surveys.answers", "sealed", algorithm="sha256").digest()
