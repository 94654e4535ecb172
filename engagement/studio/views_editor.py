"""The editor of one questionnaire."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.dashboards.middleware import policy
from engagement.studio.forms import QuestionForm, TitleForm
from engagement.studio.previewing import preview_page
from engagement.studio.selectors import editor_page, flags_of, get_questionnaire
from nlp.language import LANGS
from people.permissions import check_design_surveys
from surveys.editing import Change, free_key, moved, named, rewritten, with_questions, without
from surveys.exceptions import DefinitionError, EditRefusedError, SurveyError
from surveys.exchange.files import export_questionnaire
from surveys.models import Question, Questionnaire
from surveys.pages import wanted_language
from surveys.questionnaires import discard, edit, next_version


def _page(request: HttpRequest, pk: int, template: str = "studio/editor.html") -> HttpResponse:
    """Return the editor, which may frame the preview."""
    response = render(request, template, {"page": editor_page(request.user, pk)})
    response["Content-Security-Policy"] = f"{policy()}; frame-src 'self'"
    return response


def in_words(error: SurveyError) -> str:
    """Return why a change was refused, for the person who made it."""
    if isinstance(error, DefinitionError):
        return _("That does not fit together: %(place)s.") % {"place": error.where}
    return str(error)


@login_required
@require_safe
def editor(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions with translations, flags, length, comparison and preview."""
    return _page(request, pk)


@login_required
@require_POST
def change(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Move a question, take it out, or put the linter's rewrite in its place."""
    questionnaire = get_questionnaire(request.user, pk)
    verbs: dict[str, Change] = {"up": moved(key, -1), "down": moved(key, 1), "remove": without(key)}
    try:
        verb = request.POST.get("verb", "")
        edit(questionnaire, verbs[verb] if verb in verbs else _rewrite(questionnaire, key, request.POST))
    except SurveyError as error:
        messages.error(request, in_words(error))
    if request.headers.get("HX-Request"):
        return _page(request, pk, "studio/_questions.html")
    return redirect("studio:editor", pk)


def _rewrite(questionnaire: Questionnaire, key: str, sent: Any) -> Change:
    """Return the change that puts another text in one language."""
    stored = questionnaire.questions.filter(key=key).first()
    lang, text = sent.get("lang", ""), sent.get("text", "").strip()
    if stored is None or lang not in LANGS or not text:
        raise Http404
    return rewritten(key, {"text": {**stored.text, lang: text}})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title and introduction."""
    questionnaire = get_questionnaire(request.user, pk)
    known = {"title": questionnaire.title, "intro": questionnaire.intro}
    begun = {f"{name}_{lang}": texts.get(lang, "") for name, texts in known.items() for lang in LANGS}
    form = TitleForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid() and _stored(questionnaire, named(*form.texts()), form):
        return redirect("studio:editor", pk)
    return render(request, "studio/title.html", {"form": form, "questionnaire": questionnaire})


def _stored(questionnaire: Questionnaire, by: Change, form: Any) -> bool:
    """Store a change; where it is refused, the form says why."""
    try:
        edit(questionnaire, by)
    except SurveyError as error:
        form.add_error(None, in_words(error))
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write one question, its translation, section and condition."""
    questionnaire = get_questionnaire(request.user, pk)
    asked = list(questionnaire.questions.all())
    stored = next((one for one in asked if one.key == key), None)
    if stored is None:
        raise Http404
    form = QuestionForm(request.POST or None, earlier=asked[: asked.index(stored)], question=stored)
    if (
        request.method == "POST"
        and form.is_valid()
        and _stored(questionnaire, rewritten(key, form.as_fields()), form)
    ):
        return redirect("studio:editor", pk)
    return _writing(request, questionnaire, form, stored)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a question of one's own, at the end."""
    questionnaire = get_questionnaire(request.user, pk)
    asked = list(questionnaire.questions.all())
    form = QuestionForm(request.POST or None, earlier=asked)
    if request.method == "POST" and form.is_valid():
        own = {"key": free_key("own", (one.key for one in asked)), **form.as_fields()}
        if _stored(questionnaire, with_questions([own]), form):
            return redirect("studio:editor", pk)
    return _writing(request, questionnaire, form, None)


def _writing(
    request: HttpRequest, questionnaire: Questionnaire, form: QuestionForm, stored: Question | None
) -> HttpResponse:
    texts = {lang: form[f"text_{lang}"].value() or "" for lang in LANGS}
    found = {lang: flags_of(text, lang) for lang, text in texts.items()}
    context = {"form": form, "questionnaire": questionnaire, "question": stored, "flags": found}
    return render(request, "studio/question.html", context)


@login_required
@require_POST
def flags(request: HttpRequest) -> HttpResponse:
    """Return what the linter says while somebody types."""
    check_design_surveys(request.user)
    lang = "zh" if "text_zh" in request.POST else "en"
    found = flags_of(request.POST.get(f"text_{lang}", "")[:2000], "zh" if lang == "zh" else "en")
    return render(request, "studio/_flags.html", {"flags": found})


@login_required
@require_POST
def following(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the version that may be changed."""
    return redirect("studio:editor", next_version(get_questionnaire(request.user, pk)).pk)


@login_required
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a version that was never launched."""
    try:
        discard(get_questionnaire(request.user, pk))
    except EditRefusedError as error:
        messages.error(request, str(error))
        return redirect("studio:editor", pk)
    messages.success(request, _("The draft is deleted."))
    return redirect("studio:home")


@csrf_exempt
@login_required
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ballot as people will see it; what is sent here is stored nowhere, so that no token is needed."""
    language = wanted_language(request, translation.get_language())
    if request.method == "POST":
        return redirect(f"{request.path}?lang={language}")
    return preview_page(get_questionnaire(request.user, pk), language, request.path)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> JsonResponse:
    """Send the questionnaire as SurveyJS JSON."""
    questionnaire = get_questionnaire(request.user, pk)
    response = JsonResponse(export_questionnaire(pk), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = (
        f'attachment; filename="{questionnaire.key}-v{questionnaire.version}.json"'
    )
    return response
