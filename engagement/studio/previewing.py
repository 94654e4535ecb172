"""The ballot of a questionnaire that nobody was sent yet, in the very template that people will see."""

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from surveys.forms import NOTHING_SENT, ballot_context
from surveys.models import Questionnaire, Wave
from surveys.pages import page


def preview_page(questionnaire: Questionnaire, language: str, path: str) -> HttpResponse:
    """Return the page of the ballot, which the editor on the same site may frame."""
    with translation.override(language):
        words = {"unit": _("your unit"), "company": _("the company")}
        wave = Wave(questionnaire=questionnaire, title=questionnaire.title)
        context = ballot_context(wave, questionnaire.questions.all(), NOTHING_SENT, {}, words)
    response = page("surveys/ballot.html", context, language=language, path=path)
    open_to_us = response["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    response["Content-Security-Policy"] = open_to_us
    return response
