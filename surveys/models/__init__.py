"""Models of surveys. Raw answers are loaded here for Django and exported to nobody."""

from surveys.models import answers as _answers  # noqa: F401  # Django must see them; nobody else may
from surveys.models.campaigns import Campaign, CampaignWave
from surveys.models.questionnaires import Question, Questionnaire
from surveys.models.topics import EmergentTopic, TopicSummary
from surveys.models.waves import Cell, CellKey, Invitation, Nullifier, ReceiptList, Wave

__all__ = [
    "Campaign",
    "CampaignWave",
    "Cell",
    "CellKey",
    "EmergentTopic",
    "Invitation",
    "Nullifier",
    "Question",
    "Questionnaire",
    "ReceiptList",
    "TopicSummary",
    "Wave",
]
