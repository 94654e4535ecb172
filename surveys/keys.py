"""The secret of a wave's ballots, derived from the site's key: a copy of the database does not hold it."""

from uuid import UUID

from django.utils.crypto import salted_hmac


def cell_key_secret(wave_id: UUID) -> bytes:
    """Return the key under which the private keys of a wave's cells are sealed."""
    return salted_hmac("surveys.cell_keys", wave_id.hex, algorithm="sha256").digest()


def ballot_key(wave_id: UUID) -> bytes:
    """Return the key that signs the ballots of a wave."""
    return salted_hmac("surveys.ballot", wave_id.hex, algorithm="sha256").digest()
