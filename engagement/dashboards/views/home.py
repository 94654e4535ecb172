"""The start page: a few words for visitors, the right page for everybody who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from people.enums import Role
from people.permissions import roles_of

LANDS_ON = (
    (Role.HR, "dashboards:hr_home"),
    (Role.MANAGER, "dashboards:team_home"),
    (Role.DPO, "dashboards:privacy_office"),
    (Role.OPERATOR, "dashboards:operations"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send people to the page of their first role; visitors, and "look as somebody else" of a demo, stay here."""
    roles = roles_of(request.user)
    target = next((page for role, page in LANDS_ON if role in roles), None)
    if target and "roles" not in request.GET:
        return redirect(target)
    return render(request, "dashboards/home.html")
