"""The first page of a shared device: a code is typed in, and leads to the same pages as a link."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.ballots import find_invitation
from surveys.exceptions import UnknownLinkError
from surveys.kiosk import normalised
from surveys.pages import KIOSK, page, redirect, wanted_language


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """Ask for a code. It is posted, so that it stands in no history of this page."""
    language, code = wanted_language(request), normalised(request.POST.get("code", ""))
    if not code:
        return _form(request, language)
    try:
        find_invitation(code)
    except UnknownLinkError:
        return _form(request, language, typed=code)
    address = reverse("surveys:invitation", args=[code])
    return redirect(f"{address}?lang={language}{KIOSK}", language)


def _form(request: HttpRequest, language: str, typed: str = "") -> HttpResponse:
    status = HTTPStatus.NOT_FOUND if typed else HTTPStatus.OK
    return page("surveys/kiosk.html", {"typed": typed}, language=language, path=request.path, status=status)
