"""What every page knows about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the flags that layouts need."""
    return {"demo": settings.DEMO, "site_url": settings.SITE_URL}
