"""Questions that HR keeps: looked through, taken into a questionnaire, thrown away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from engagement.dashboards.labels import construct_label
from engagement.desk.models import OwnItem
from engagement.desk.saving import from_own_items
from people.permissions import check_design_surveys
from surveys.enums import QuestionType


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_items(request: HttpRequest) -> HttpResponse:
    """Show the questions that were kept; begin a questionnaire with the ticked ones, or delete them."""
    check_design_surveys(request.user)
    if request.method == "POST":
        return _act(request)
    items = [
        {
            "item": item,
            "type": QuestionType(item.type).label,
            "construct": construct_label(item.construct) if item.construct else "",
        }
        for item in OwnItem.objects.all()
    ]
    return render(request, "desk/own_items.html", {"items": items})


def _act(request: HttpRequest) -> HttpResponse:
    ticked = [int(pk) for pk in request.POST.getlist("item") if pk.isdigit()]
    if not OwnItem.objects.filter(pk__in=ticked).exists():
        messages.error(request, _("Tick one question at least."))
        return redirect("desk:own_items")
    if request.POST.get("do") == "delete":
        OwnItem.objects.filter(pk__in=ticked).delete()
        messages.success(request, _("Deleted."))
        return redirect("desk:own_items")
    return redirect("studio:editor", from_own_items(ticked).pk)
