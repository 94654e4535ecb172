"""What the buttons of a draft do: another wording, out, into a questionnaire, kept, into a file."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement.dashboards.opened import reader_name, signed_in
from engagement.desk.drafting import another_part, draft_steps
from engagement.desk.exceptions import DeskError, TooLongError
from engagement.desk.exporting import DOCX, as_docx, as_text
from engagement.desk.forms import KindForm
from engagement.desk.saving import keep, to_questionnaire
from engagement.desk.selectors import active_lang
from engagement.desk.sheet import (
    BETWEEN,
    Sheet,
    as_whole,
    check_length,
    place_of,
    read_sheet,
    sheet_of,
    with_part,
    without_part,
)
from engagement.desk.views.draft import page_context, sheet_context
from nlp.drafting.draft import Part
from nlp.exceptions import UnknownKeyError
from nlp.providers.protocol import outcome
from people.permissions import check_design_surveys
from surveys.exceptions import DefinitionError

Verb = Callable[[HttpRequest, Sheet, str], Sheet]


def _show(request: HttpRequest, sheet: Sheet, refused: str = "") -> HttpResponse:
    """Return the draft alone where a script asks, else the whole page of its kind."""
    context = sheet_context(sheet) | {"refused_here": refused}
    if request.headers.get("HX-Request"):
        return render(request, "desk/_sheet.html", context)
    form = KindForm(_as_form(request), kind=sheet.kind, lang=active_lang())
    return render(request, "desk/draft.html", page_context(sheet.kind, form) | context)


def _as_form(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.POST.items()}


def _another(request: HttpRequest, sheet: Sheet, rest: str) -> Sheet:
    place = place_of(sheet, rest)
    wish = request.POST.get(f"wish-{place}", "again")
    actor = reader_name(signed_in(request.user))
    return with_part(sheet, place, another_part(sheet.wanted, sheet.texts, place, wish, actor))


def _another_whole(request: HttpRequest, sheet: Sheet, _rest: str) -> Sheet:
    wish, actor = request.POST.get("wish-all", "again"), reader_name(signed_in(request.user))
    return as_whole(sheet, another_part(sheet.wanted, [BETWEEN.join(sheet.texts)], 0, wish, actor))


def _afresh(request: HttpRequest, sheet: Sheet, _rest: str) -> Sheet:
    """Make the whole draft again: a model writes another, an outline gives way to the next."""
    wanted = replace(sheet.wanted, turn=sheet.wanted.turn + 1)
    return sheet_of(outcome(draft_steps(wanted, reader_name(signed_in(request.user)))), wanted)


def _use(_request: HttpRequest, sheet: Sheet, rest: str) -> Sheet:
    """Take the rewrite of the linter."""
    place = place_of(sheet, rest)
    flags = sheet.parts[place].question.flags
    return with_part(sheet, place, Part(flags[0].rewrite)) if flags else sheet


def _remove(_request: HttpRequest, sheet: Sheet, rest: str) -> Sheet:
    return without_part(sheet, place_of(sheet, rest))


def _keep(request: HttpRequest, sheet: Sheet, rest: str) -> Sheet:
    place = place_of(sheet, rest)
    keep(sheet, place)
    messages.success(request, _("Kept among your own questions."))
    return replace(sheet, focus=place)


VERBS: dict[str, Verb] = {
    "another": _another,
    "whole": _another_whole,
    "afresh": _afresh,
    "use": _use,
    "remove": _remove,
    "keep": _keep,
}


def with_sheet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a view the draft that was posted; one that cannot be read is told of on the page of its kind."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: str, **rest: str) -> HttpResponse:
        check_design_surveys(request.user)
        try:
            sheet = read_sheet(request.POST)
        except DeskError as error:
            messages.error(request, str(error))
            return redirect("desk:draft", key)
        return view(request, sheet, **rest)

    return login_required(require_POST(wrapped))


@with_sheet
def change(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Do what a button says (`do` is VERB or VERB:PLACE) and show the draft as it is then."""
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    try:
        return _show(request, VERBS[verb](request, sheet, rest) if verb in VERBS else sheet)
    except (DeskError, UnknownKeyError) as error:
        return _show(request, sheet, str(error))


@with_sheet
def questionnaire(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Store the draft as a questionnaire and open it in the studio; one that is too long stays in the page."""
    try:
        check_length(sheet)
        made = to_questionnaire(sheet)
    except TooLongError as error:
        return _show(request, sheet, str(error))
    except DefinitionError as error:
        return _show(request, sheet, _("That does not fit together: %(place)s.") % {"place": error.where})
    return redirect("studio:editor", made.pk)


@with_sheet
def export(request: HttpRequest, sheet: Sheet, form: str) -> HttpResponse:
    """Send the draft as it stands in the page, as text or as a document; one that is too long stays in the page."""
    try:
        check_length(sheet)
    except TooLongError as error:
        return _show(request, sheet, str(error))
    if form == "docx":
        response = HttpResponse(as_docx(sheet), content_type=DOCX)
    else:
        response = HttpResponse(as_text(sheet), content_type="text/plain; charset=utf-8")
    name = slugify(sheet.title) or sheet.kind.key.replace("_", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
