"""How pages of the ballot are sent: without cookies, without a session, and so that nothing of them stays behind."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from surveys.languages import interface_code

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def _policy() -> str:
    """Return the content security policy: our own files, no inline script or style, nobody may frame the page."""
    submit = f" {settings.SITE_URL.split('://')[0]}://{settings.SUBMIT_HOST}" if settings.SUBMIT_HOST else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"form-action 'self'{submit}; base-uri 'none'; frame-ancestors 'none'"
    )


def wanted_language(request: HttpRequest, otherwise: str | None = None) -> str:
    """Return the interface language: as asked for in the address, else as given, else as the browser says."""
    asked = request.GET.get("lang") or request.POST.get("lang")
    return interface_code(asked or otherwise or translation.get_language_from_request(request))


def page(
    template: str, context: Mapping[str, Any], *, language: str, path: str, status: int = 200
) -> HttpResponse:
    """Return a page in a language. It is rendered without the request, so that no cookie can come to matter."""
    with translation.override(language):
        body = render_to_string(template, {"language": language, "path": path, **context})
    response = HttpResponse(body, status=status, headers=HEADERS)
    return sealed(response, language)


def sealed(response: HttpResponse, language: str) -> HttpResponse:
    """Return a response with every header of the ballot pages."""
    for name, value in HEADERS.items():
        response[name] = value
    response["Content-Security-Policy"] = _policy()
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response
