"""Keys of this app, derived from the site's secret, one per purpose."""

import hashlib
import hmac

from django.conf import settings


def gate_key() -> bytes:
    """Return the key of the digests in certificates; another purpose never gets the same bytes."""
    return hmac.new(settings.SECRET_KEY.encode(), b"privacy.gate/inputs/1", hashlib.sha256).digest()
