"""The desk in the browser: for HR."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from engagement.dashboards.opened import reader_name, signed_in
from engagement.desk.drafting import is_provider_set, make_draft
from engagement.desk.exceptions import DeskError
from engagement.desk.forms import BriefForm
from nlp.drafting.draft import as_row
from nlp.drafting.kinds import kinds
from nlp.language import LANGS, Lang
from nlp.linting.question import Wording
from nlp.linting.questions_file import as_flag, labels
from nlp.linting.registry import lint
from people.permissions import check_design_surveys
from surveys.bank.validated import validated_wordings


def _lang() -> Lang:
    return "zh" if (get_language() or "").startswith("zh") else "en"


def _form(data: Any = None) -> BriefForm:
    choices = [(kind.key, kind.names[_lang()]) for kind in kinds().values()]
    return BriefForm(data, choices=choices, initial={"lang": _lang()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Show the form; make the draft that it asks for."""
    check_design_surveys(request.user)
    form = _form(request.POST or None)
    page: dict[str, Any] = {"form": form, "has_provider": is_provider_set()}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = make_draft(
                given["kind"],
                given["brief"],
                cast("Lang", given["lang"]),
                reader_name(signed_in(request.user)),
            )
            page |= {"made": made, "draft": as_row(made.draft)}
        except DeskError as error:
            page["refused"] = str(error)
    return render(request, "desk/desk.html", page)


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
