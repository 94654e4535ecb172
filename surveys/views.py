"""The pages of a ballot. They read no cookie, no session and no account: the link, or the ballot, says it all.

Both forms are exempt from the CSRF check: it protects what a browser's cookies may do, and these views look at
none. What counts is the secret in the address, which a foreign page does not know.
"""

from base64 import b64decode, b64encode
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import promise
from surveys.ballots import Ballot, check_open, find_invitation, is_used, issue, issue_blind, read_ballot
from surveys.campaigns.forms import cell_questions
from surveys.enums import WaveState
from surveys.exceptions import AlreadyCollectedError, AnswersRefusedError, BallotError, WaveNotOpenError
from surveys.forms import NOTHING_SENT, Sent, ballot_context, missing, read_form
from surveys.intake import take_in
from surveys.languages import pick
from surveys.logic import asked
from surveys.models import Invitation
from surveys.pages import apology, ballot_address, kiosk_part, page, redirect, sealed, wanted_language
from surveys.receipts import code_of
from surveys.selectors import unit_words


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, link_token: str) -> HttpResponse:
    """Show the promise; on the button, hand out a ballot and forget which."""
    language = wanted_language(request)
    try:
        invited = find_invitation(link_token)
        language = wanted_language(request, invited.person.language)
        if request.method == "POST":
            collected = issue(link_token=link_token, on=timezone.localdate())
            return redirect(ballot_address(collected.token, language) + kiosk_part(request), language)
        return _promise(request, invited, language)
    except BallotError as error:
        return apology(error, language=language, path=request.path)


def _promise(request: HttpRequest, invited: Invitation, language: str) -> HttpResponse:
    """Return the page before the first question, or raise why there is none."""
    check_open(invited.wave, timezone.localdate())
    if invited.collected_on:
        raise AlreadyCollectedError(invited.wave_id)
    with translation.override(language):
        context = promise.of(invited) | {"kiosk": kiosk_part(request)}
    return page("surveys/invitation.html", context, language=language, path=request.path)


@csrf_exempt
@require_POST
def issue_to_browser(request: HttpRequest, link_token: str) -> HttpResponse:
    """Sign what the browser covered, and mark its link as collected."""
    language = wanted_language(request)
    try:
        blinded = b64decode(request.POST.get("blinded", ""), validate=True)
        signed = issue_blind(link_token=link_token, blinded=blinded, on=timezone.localdate())
    except (BallotError, ValueError):
        return sealed(JsonResponse({}, status=HTTPStatus.CONFLICT), language)
    return sealed(JsonResponse({"signature": b64encode(signed).decode()}), language)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, ballot_token: str) -> HttpResponse:
    """Show the questions, or take in the answers."""
    language = wanted_language(request)
    try:
        collected = read_ballot(ballot_token)
        if is_used(collected):
            return _to_thanks(request, collected, language)
        if collected.wave.state != WaveState.OPEN:
            raise WaveNotOpenError(collected.wave)
        if request.method == "POST":
            with translation.override(language):
                return _hand_in(request, collected, language)
        return _questions(request, collected, language)
    except BallotError as error:
        return apology(error, language=language, path=request.path)


def _questions(
    request: HttpRequest,
    collected: Ballot,
    language: str,
    sent: Sent = NOTHING_SENT,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    """Return the questions, with what was sent and what is wrong with it."""
    with translation.override(language):
        listed = cell_questions(collected.cell)
        words = unit_words(collected.cell, listed)
        context = ballot_context(collected.wave, listed, sent, errors or {}, words)
        context["kiosk"] = kiosk_part(request)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page("surveys/ballot.html", context, language=language, path=request.path, status=status)


def _hand_in(request: HttpRequest, collected: Ballot, language: str) -> HttpResponse:
    """Store a filled form and go to the thanks, or show it again with every answer and each problem beside it."""
    listed = cell_questions(collected.cell)
    sent = read_form(listed, request.POST)
    if "switch" in request.POST:
        return _questions(request, collected, language, sent)
    if errors := missing(asked(listed, sent.answers), sent):
        return _questions(request, collected, language, sent, errors)
    try:
        take_in(collected, listed, sent.answers)
    except AnswersRefusedError as refused:
        return _questions(request, collected, language, sent, dict(refused.problems))
    return _to_thanks(request, collected, language)


def _to_thanks(request: HttpRequest, collected: Ballot, language: str) -> HttpResponse:
    address = reverse("surveys:thanks", args=[collected.token])
    return redirect(f"{address}?lang={language}{kiosk_part(request)}", language)


@require_safe
def thanks(request: HttpRequest, ballot_token: str) -> HttpResponse:
    """Say thank you and what happens next; a ballot that was not sent yet leads back to its questions."""
    language = wanted_language(request)
    try:
        collected = read_ballot(ballot_token)
    except BallotError as error:
        return apology(error, language=language, path=request.path)
    wave = collected.wave
    if wave.state == WaveState.OPEN and not is_used(collected):
        return redirect(ballot_address(ballot_token, language) + kiosk_part(request), language)
    with translation.override(language):
        receipt = code_of(collected.digest)
        context = {"title": pick(wave.title), "wave": wave, "receipt": receipt, "k": wave.policy["k"]}
        context["kiosk"] = kiosk_part(request)
    return page("surveys/thanks.html", context, language=language, path=request.path)
