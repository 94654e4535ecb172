"""How pages of the ballot are sent: without cookies, without a session, and so that nothing of them stays behind."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from surveys.exceptions import (
    AlreadyCollectedError,
    BallotError,
    InvalidBallotError,
    UnknownLinkError,
    WaveNotOpenError,
)
from surveys.languages import interface_code
from surveys.submitting import submit_origin

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
# What follows the language in the address of every page that is shown on a shared device.
KIOSK = "&kiosk=1"
APOLOGIES: dict[type[BallotError], tuple[str, HTTPStatus]] = {
    UnknownLinkError: ("surveys/unknown.html", HTTPStatus.NOT_FOUND),
    InvalidBallotError: ("surveys/unknown.html", HTTPStatus.NOT_FOUND),
    AlreadyCollectedError: ("surveys/collected.html", HTTPStatus.OK),
    WaveNotOpenError: ("surveys/closed.html", HTTPStatus.OK),
}


def _content_policy() -> str:
    """Return the content security policy: our own files, no inline script or style, nobody may frame the page."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"form-action 'self' {submit_origin()}; base-uri 'none'; frame-ancestors 'none'"
    )


def wanted_language(request: HttpRequest, otherwise: str | None = None) -> str:
    """Return the interface language: as asked for on the page, else as given, else as the browser says."""
    asked = request.POST.get("switch") or request.POST.get("lang") or request.GET.get("lang")
    return interface_code(asked or otherwise or translation.get_language_from_request(request))


def kiosk_part(request: HttpRequest) -> str:
    """Return what a shared device adds to every address; empty elsewhere."""
    return KIOSK if "1" in (request.GET.get("kiosk"), request.POST.get("kiosk")) else ""


def ballot_address(token: str, language: str) -> str:
    """Return where the questions of a ballot are."""
    return f"{submit_origin()}{reverse('surveys:ballot', args=[token])}?lang={language}"


def page(
    template: str, context: Mapping[str, Any], *, language: str, path: str, status: int = 200
) -> HttpResponse:
    """Return a page in a language. It is rendered without the request, so that no cookie can come to matter."""
    with translation.override(language):
        body = render_to_string(template, {"language": language, "path": path, **context})
    return sealed(HttpResponse(body, status=status), language)


def redirect(address: str, language: str) -> HttpResponse:
    """Return the way to another page, to be fetched with GET."""
    return sealed(HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER), language)


def apology(error: BallotError, *, language: str, path: str) -> HttpResponse:
    """Return the page that says, kindly, why there is no ballot."""
    template, status = APOLOGIES[type(error)]
    context: dict[str, Any] = {"opens_on": None}
    if isinstance(error, WaveNotOpenError) and error.wave.opens_on > timezone.localdate():
        context["opens_on"] = error.wave.opens_on
    return page(template, context, language=language, path=path, status=status)


def sealed(response: HttpResponse, language: str) -> HttpResponse:
    """Return a response with every header of the ballot pages."""
    for name, value in HEADERS.items():
        response[name] = value
    response["Content-Security-Policy"] = _content_policy()
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response
