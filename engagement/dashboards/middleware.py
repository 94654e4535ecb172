"""Headers of every page: only our own scripts, styles and pictures, and no address told to other sites."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def policy() -> str:
    """Return the Content-Security-Policy: nothing inline, nothing from elsewhere."""
    forms = " ".join(filter(None, ["'self'", settings.SUBMIT_HOST]))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self' {settings.SUBMIT_HOST}".rstrip()
        + f"; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )


class PagePolicyMiddleware:
    """Adds the policy, unless a view set one of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        match = request.resolver_match
        if match is None or match.namespace != "surveys":
            # With "no-referrer" browsers post `Origin: null`, which the check against forged requests refuses.
            # Ballot pages keep "no-referrer": their address is a secret, and they are protected by their token.
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response
