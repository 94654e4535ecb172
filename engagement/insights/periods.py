"""When the data of a released table was collected, and on which scale its items are.

A block is 28 days from its first day; a wave lasts from its opening to the day it closes (exclusive ends, both).
"""

from datetime import date, timedelta

import pandas as pd

from signals.metrics import BLOCK_DAYS, BLOCK_ORIGIN
from surveys.enums import QuestionType
from surveys.models import Question, Wave

SCALES = {QuestionType.AGREEMENT5: (1.0, 5.0), QuestionType.SCALE10: (0.0, 10.0)}
CHOICE = (0.0, 1.0)
WAVE_COLUMNS = ["source", "wave_kind", "questionnaire", "starts", "ends"]
ITEM_COLUMNS = ["questionnaire", "question", "construct", "minimum", "maximum"]


def block_of(day: date) -> date:
    """Return the first day of the block that holds a day."""
    return day - timedelta(days=(day - BLOCK_ORIGIN).days % BLOCK_DAYS)


def wave_frame() -> pd.DataFrame:
    """Return one row per wave: source, wave_kind, questionnaire, starts, ends; empty without waves."""
    rows = [
        (str(wave.pk), wave.kind, wave.questionnaire_id, wave.opens_on, wave.closes_on + timedelta(days=1))
        for wave in Wave.objects.order_by("closes_on", "opens_on")
    ]
    frame = pd.DataFrame(rows, columns=WAVE_COLUMNS)
    return frame.astype({"starts": "datetime64[ns]", "ends": "datetime64[ns]"})


def item_frame() -> pd.DataFrame:
    """Return one row per question: questionnaire, question, construct, and the bounds of its released items."""
    rows = [
        (row.questionnaire_id, row.key, row.construct, *SCALES.get(QuestionType(row.type), CHOICE))
        for row in Question.objects.exclude(type=QuestionType.TEXT)
    ]
    return pd.DataFrame(rows, columns=ITEM_COLUMNS)
