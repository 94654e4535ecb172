"""The first page of the desk, and the list of everything that was asked of a model."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from engagement.desk.models import OwnItem
from engagement.desk.provider import budget, is_provider_set
from engagement.desk.selectors import menu, requests
from nlp.language import LANGS
from nlp.linting.question import Wording
from nlp.linting.questions_file import as_flag, labels
from nlp.linting.registry import lint
from people.permissions import check_design_surveys
from surveys.bank.validated import validated_wordings

NEWEST = 5


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what can be drafted, whether a model is asked, and what is left of the day's budget."""
    check_design_surveys(request.user)
    page = {
        "groups": menu(),
        "has_provider": is_provider_set(),
        "budget": budget(),
        "requests": requests(NEWEST),
        "own_items": OwnItem.objects.count(),
    }
    return render(request, "desk/desk.html", page)


@login_required
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show every request to the model: size, model, time, prompt version and outcome; no text is kept."""
    check_design_surveys(request.user)
    return render(request, "desk/ledger.html", {"requests": requests(), "budget": budget()})


@login_required
@require_POST
def lint_wording(request: HttpRequest) -> JsonResponse:
    """Return the flags of a question as one types: `text`, `lang`, and optionally `scale` (A / B / C)."""
    check_design_surveys(request.user)
    lang = request.POST.get("lang", "")
    if lang not in LANGS:
        return JsonResponse({"error": "lang: expected en or zh"}, status=400)
    wording = Wording(request.POST.get("text", "")[:2000], lang, labels(request.POST.get("scale", "")))
    return JsonResponse({"flags": [as_flag(flag) for flag in lint(wording, validated_wordings())]})
