"""The pages of a ballot. They read no cookie, no session and no account: the link, or the ballot, says it all.

Both forms are exempt from the CSRF check: it protects what a browser's cookies may do, and these views look at
none. What counts is the secret in the address, which a foreign page does not know.
"""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from surveys import promise
from surveys.ballots import check_open, find_invitation, issue, read_ballot
from surveys.enums import WaveState
from surveys.exceptions import (
    AlreadyCollectedError,
    AnswersRefusedError,
    BallotError,
    InvalidBallotError,
    UnknownLinkError,
    WaveNotOpenError,
)
from surveys.forms import Sent, fields, missing, read_form
from surveys.intake import submit
from surveys.languages import pick
from surveys.logic import asked
from surveys.models import Invitation
from surveys.pages import page, sealed, wanted_language
from surveys.selectors import questions

APOLOGIES: dict[type[BallotError], tuple[str, HTTPStatus]] = {
    UnknownLinkError: ("surveys/unknown.html", HTTPStatus.NOT_FOUND),
    InvalidBallotError: ("surveys/unknown.html", HTTPStatus.NOT_FOUND),
    AlreadyCollectedError: ("surveys/collected.html", HTTPStatus.OK),
    WaveNotOpenError: ("surveys/closed.html", HTTPStatus.OK),
}


def _apology(request: HttpRequest, error: BallotError, language: str | None = None) -> HttpResponse:
    """Return the page that says, kindly, why there is no ballot."""
    template, status = APOLOGIES[type(error)]
    chosen = wanted_language(request, language)
    return page(template, {}, language=chosen, path=request.path, status=status)


def _ballot_address(token: str, language: str) -> str:
    host = settings.SUBMIT_HOST and f"{settings.SITE_URL.split('://')[0]}://{settings.SUBMIT_HOST}"
    return f"{host}{reverse('surveys:ballot', args=[token])}?lang={language}"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, link_token: str) -> HttpResponse:
    """Show the promise; on the button, hand out a ballot and forget which."""
    language = None
    try:
        invited = find_invitation(link_token)
        language = invited.person.language
        if request.method == "POST":
            chosen = wanted_language(request, language)
            collected = issue(link_token=link_token, on=timezone.localdate())
            return sealed(HttpResponseRedirect(_ballot_address(collected.token, chosen)), chosen)
        return _promise(request, invited)
    except BallotError as error:
        return _apology(request, error, language)


def _promise(request: HttpRequest, invited: Invitation) -> HttpResponse:
    """Return the page before the first question, or raise why there is none."""
    check_open(invited.wave, timezone.localdate())
    if invited.collected_on:
        raise AlreadyCollectedError(invited.wave_id)
    language = wanted_language(request, invited.person.language)
    with translation.override(language):
        context = promise.of(invited)
    return page("surveys/invitation.html", context, language=language, path=request.path)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, ballot_token: str) -> HttpResponse:
    """Show the questions, or take in the answers."""
    try:
        collected = read_ballot(ballot_token)
        if collected.wave.state != WaveState.OPEN:
            raise WaveNotOpenError(collected.wave.pk)
        if request.method == "POST":
            return _hand_in(request, ballot_token)
        return _form(request, ballot_token, Sent(), {})
    except BallotError as error:
        return _apology(request, error)


def _form(request: HttpRequest, token: str, sent: Sent, errors: dict[str, str]) -> HttpResponse:
    """Return the questions, with what was sent and what is wrong with it."""
    wave = read_ballot(token).wave
    language = wanted_language(request)
    with translation.override(language):
        context = {
            "title": pick(wave.title),
            "intro": pick(wave.questionnaire.intro),
            "fields": fields(questions(wave), sent, errors),
            "errors": errors,
        }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page("surveys/ballot.html", context, language=language, path=request.path, status=status)


def _hand_in(request: HttpRequest, token: str) -> HttpResponse:
    """Store a filled form and go to the thanks, or show it again with every answer and each problem beside it."""
    language = wanted_language(request)
    wave = read_ballot(token).wave
    data = request.POST.copy()
    data.pop("lang", None)
    with translation.override(language):
        sent = read_form(questions(wave), data)
        errors = missing(asked(questions(wave), sent.answers), sent)
        if not errors:
            try:
                submit(ballot_token=token, answers=sent.answers)
            except AnswersRefusedError as refused:
                errors = dict(refused.problems)
    if errors:
        return _form(request, token, sent, errors)
    address = reverse("surveys:thanks", args=[token]) + f"?lang={language}"
    return sealed(HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER), language)


@require_safe
def thanks(request: HttpRequest, ballot_token: str) -> HttpResponse:
    """Say thank you and what happens next; true for every signed ballot, sent or not yet."""
    language = wanted_language(request)
    try:
        wave = read_ballot(ballot_token).wave
    except BallotError as error:
        return _apology(request, error)
    with translation.override(language):
        context = {"title": pick(wave.title), "closes_on": wave.closes_on, "k": wave.policy["k"]}
    return page("surveys/thanks.html", context, language=language, path=request.path)
