"""Why a campaign is refused."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from surveys.exceptions import SurveyError


class Refusal(StrEnum):
    """What is wrong with a campaign."""

    PURPOSE = "purpose"
    ENDS_BEFORE = "ends_before"
    QUESTIONS = "questions"
    OVERLAP = "overlap"
    ENDED = "ended"


@dataclass
class CampaignRefusedError(SurveyError):
    """A campaign that could never be sent as it is, or one that ended and was to go on."""

    reason: Refusal

    def __str__(self) -> str:
        words = {
            Refusal.PURPOSE: _("An exit questionnaire goes to people who leave, and to nobody else."),
            Refusal.ENDS_BEFORE: _("The last day lies before the first one."),
            Refusal.QUESTIONS: _("The questionnaire does not have these questions (any more)."),
            Refusal.OVERLAP: _("A wave would still be open when the next one begins."),
            Refusal.ENDED: _("This campaign has ended. Plan a new one."),
        }
        return words[self.reason]
