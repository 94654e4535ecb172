"""One kind of draft: its form, what a model would read, and the draft, while it is written."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST

from engagement.dashboards.opened import reader_name, signed_in
from engagement.desk.drafting import Wanted, as_brief, draft_steps, redacted, turns
from engagement.desk.exceptions import DeskError
from engagement.desk.forms import KindForm
from engagement.desk.provider import budget, is_provider_set
from engagement.desk.selectors import active_lang
from engagement.desk.sheet import Sheet, read_wanted, sheet_of
from nlp.drafting.kinds import Kind, kinds
from nlp.drafting.prompts import WISHES
from nlp.providers.protocol import outcome
from nlp.providers.reply_text import readable
from people.permissions import check_design_surveys

FIRST_WISH = next(iter(WISHES))


def kind_or_404(key: str) -> Kind:
    """Return the kind that an address names."""
    if key not in kinds():
        raise Http404
    return kinds()[key]


def notice_context(brief: str) -> dict[str, Any]:
    """Return what a model would read of a brief, and a mark of it: whoever sends it back has been shown it."""
    clean, count = redacted(brief)
    return {"clean": clean, "count": count, "seen": hashlib.sha256(clean.encode()).hexdigest()[:16]}


def sheet_context(sheet: Sheet) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    with_model = is_provider_set()
    another = sheet.kind.path == "bank" or with_model
    return {
        "sheet": sheet,
        "with_model": with_model,
        "another": another,
        "wishes": list(WISHES) if with_model else [FIRST_WISH],
        "turns": turns(sheet.kind.key) if sheet.source == "outline" else 0,
        "has_provider": with_model,
        "budget": budget(),
    }


def page_context(kind: Kind, form: KindForm) -> dict[str, Any]:
    """Return what the page of a kind shows without a draft."""
    lang = active_lang()
    return {
        "form": form,
        "kind": kind,
        "name": kind.names[lang],
        "unknown": kind.unknown[lang],
        "has_provider": is_provider_set(),
        "budget": budget(),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form of a kind; make the draft that it asks for, after the person has seen what a model will read."""
    check_design_surveys(request.user)
    kind = kind_or_404(key)
    form = KindForm(request.POST or None, kind=kind, lang=active_lang())
    page = page_context(kind, form)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        page |= unseen(request, as_brief(wanted)) or _made(request, wanted)
    return render(request, "desk/draft.html", page)


def unseen(request: HttpRequest, brief: str) -> dict[str, Any]:
    """Return the notice to show first, where something was taken out that the person has not been shown yet."""
    if not is_provider_set():
        return {}
    notice = notice_context(brief)
    if not notice["count"] or notice["seen"] == request.POST.get("seen"):
        return {}
    return {"notice": notice, "held": True}


def _made(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    try:
        made = outcome(draft_steps(wanted, reader_name(signed_in(request.user))))
    except DeskError as error:
        return {"refused": str(error)}
    return sheet_context(sheet_of(made, wanted))


@login_required
@require_POST
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the model would read, while somebody types."""
    check_design_surveys(request.user)
    kind_or_404(key)
    try:
        brief = as_brief(read_wanted(request.POST))
    except DeskError:
        raise Http404 from None
    return render(request, "desk/_notice.html", {"notice": notice_context(brief) if brief else None})


@login_required
@require_POST
def stream(request: HttpRequest, key: str) -> HttpResponseBase:
    """Make a draft while somebody reads along: a line of JSON each for `so_far`, and at the end one with `html`."""
    check_design_surveys(request.user)
    kind = kind_or_404(key)
    form = KindForm(request.POST, kind=kind, lang=active_lang())
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        lines = iter([_line(html=_refusal(request, str(first)))])
    elif held := unseen(request, as_brief(form.wanted())):
        lines = iter([_line(notice=render_to_string("desk/_notice.html", held, request))])
    else:
        lines = _lines(request, form.wanted())
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


def _line(**said: Any) -> str:
    return json.dumps(said) + "\n"


def _refusal(request: HttpRequest, why: str) -> str:
    return render_to_string("components/note.html", {"tone": "bad", "icon": "warn", "text": why}, request)


def _lines(request: HttpRequest, wanted: Wanted) -> Iterator[str]:
    """Yield the lines; the language of the page is set again, because it was reset when the view returned."""
    with translation.override(request.LANGUAGE_CODE):
        yield _line(so_far="")
        steps = draft_steps(wanted, reader_name(signed_in(request.user)), live=True)
        try:
            while True:
                try:
                    so_far = next(steps)
                except StopIteration as end:
                    context = sheet_context(sheet_of(end.value, wanted))
                    break
                yield _line(so_far=readable(so_far))
        except DeskError as error:
            yield _line(html=_refusal(request, str(error)))
        else:
            yield _line(html=render_to_string("desk/_sheet.html", context, request))
        finally:
            steps.close()
