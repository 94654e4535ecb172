"""When the data of a released table was collected, and on which scale its items are.

A block is 28 days from its first day; a wave lasts from its opening to the day it closes (exclusive ends, both).
"""

from datetime import date, timedelta

import pandas as pd

from signals.metrics import BLOCK_DAYS, BLOCK_ORIGIN
from surveys.models import Question, Wave
from surveys.parts import parts
from surveys.question_types.registry import question_type

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
        (part.questionnaire_id, part.key, part.construct, items[0].minimum, items[0].maximum)
        for part in parts(Question.objects.all())
        if (items := question_type(part.type).items(part))
    ]
    return pd.DataFrame(rows, columns=ITEM_COLUMNS)
