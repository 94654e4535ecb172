"""Where ballots are handed in."""

from django.conf import settings


def submit_origin() -> str:
    """Return the origin on which ballots are handed in; empty when it is this one."""
    return f"{settings.SITE_URL.split('://')[0]}://{settings.SUBMIT_HOST}" if settings.SUBMIT_HOST else ""
