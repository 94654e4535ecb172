"""The secret of a wave's ballots, derived from the site's key: a copy of the database does not hold it."""

from uuid import UUID

from django.utils.crypto import salted_hmac


def ballot_key(wave_id: UUID) -> bytes:
    """Return the key that signs the ballots of a wave."""
    return salted_hmac("surveys.ballot", wave_id.hex, algorithm="sha256").digest()
