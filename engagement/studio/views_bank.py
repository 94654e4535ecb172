"""The bank: every item with its source and licence, found by words or by meaning, and taken into a questionnaire."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from engagement.dashboards.labels import construct_label
from engagement.desk.models import OwnItem
from engagement.studio.bank_search import found, found_kept
from engagement.studio.selectors import active_lang, get_questionnaire
from engagement.studio.starting import KEPT, chosen_question, from_items, kept_key
from people.permissions import check_design_surveys
from surveys.bank.loader import bank, counts
from surveys.editing import with_questions
from surveys.enums import QuestionType
from surveys.exceptions import SurveyError
from surveys.models import Questionnaire
from surveys.questionnaires import edit

FILTERS = ("construct", "source", "type")


def _items(request: HttpRequest) -> list[dict[str, Any]]:
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    words = request.GET.get("q", "")[:200]
    items = [] if wanted["source"] == KEPT else found(words, active_lang(), **wanted)
    return [*_kept(words, wanted), *(item | _labels(item["construct"], item["type"]) for item in items)]


def _labels(construct: str, type_: str) -> dict[str, Any]:
    return {
        "construct_label": construct_label(construct) if construct else "",
        "type_label": QuestionType(type_).label,
    }


def _kept(words: str, wanted: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the questions that HR kept from drafts, before the bank and marked as own wording."""
    if wanted["source"] not in {"", KEPT}:
        return []
    kept = found_kept(words, construct=wanted["construct"], scale=wanted["type"])
    return [
        {"id": kept_key(one), "text": one.text, "kept_on": one.kept_on} | _labels(one.construct, one.type)
        for one in kept
    ]


def _context(request: HttpRequest, to: Questionnaire | None) -> dict[str, Any]:
    constructs = sorted({item["construct"] for item in bank().values() if item["construct"]})
    types = sorted({item["type"] for item in bank().values()})
    return {
        "items": _items(request),
        "counts": counts(),
        "sources": _sources(),
        "kept": KEPT,
        "has_kept": OwnItem.objects.exists(),
        "constructs": [(key, construct_label(key)) for key in constructs],
        "types": [(key, QuestionType(key).label) for key in types],
        "wanted": {name: request.GET.get(name, "") for name in ("q", *FILTERS)},
        "to": to,
    }


def _sources() -> list[tuple[str, str, int]]:
    """Return source, licence and number of items."""
    pairs = [(item["source"], item["licence"]) for item in bank().values()]
    return [(source, licence, pairs.count((source, licence))) for source, licence in sorted(set(pairs))]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bank_page(request: HttpRequest) -> HttpResponse:
    """Show the bank; put the chosen items into the questionnaire `to`, or into a new one."""
    check_design_surveys(request.user)
    number = request.GET.get("to", "")
    to = get_questionnaire(request.user, int(number)) if number.isdigit() else None
    if request.method == "POST":
        return _take(request, to)
    page = "studio/_items.html" if request.headers.get("HX-Request") else "studio/bank.html"
    return render(request, page, _context(request, to))


def _take(request: HttpRequest, to: Questionnaire | None) -> HttpResponse:
    items = request.POST.getlist("item")
    if not items:
        messages.error(request, _("Tick one item at least."))
        return redirect(request.get_full_path())
    try:
        made = edit(to, with_questions(map(chosen_question, items))) if to else from_items(items)
    except SurveyError as error:
        messages.error(request, str(error))
        return redirect("studio:bank")
    return redirect("studio:editor", made.pk)
