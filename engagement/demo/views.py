"""One-click sign-in, in the demo alone."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from engagement.demo.cast import CAST

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@never_cache
@require_GET
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as somebody who holds a role, and go to that role's first page.

    A link that changes something by GET is wrong everywhere else. Here it is what one-click means, the people are
    made up, and without `DEMO=on`, which refuses to start beside a real database, the address does not exist.
    """
    if not settings.DEMO or role not in CAST:
        raise Http404
    account = CAST[role]()
    if account is None:
        raise Http404
    login(request, account, backend=BACKEND)
    return redirect("/")
