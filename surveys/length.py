"""How long a questionnaire takes; pure.

Time = reading + one decision per answer. English is read silently at 238 words a minute (Brysbaert 2019, Journal of
Memory and Language 109, 104047), Chinese at 255 characters a minute (Trauzettel-Klosinski and Dietz 2012, Investigative
Ophthalmology & Visual Science 53, 5452-5461). 5 seconds for a choice and 45 for a written answer are round figures of
our own. The result is a guide for the person who asks.
"""

import re
from collections.abc import Iterable
from typing import Final

from surveys.enums import QuestionType
from surveys.models.questionnaires import Question
from surveys.parts import parts

WORDS_A_MINUTE: Final = 238
CHARACTERS_A_MINUTE: Final = 255
DECISION, WRITING = 5.0, 45.0
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9’'-]+")


def reading_seconds(text: str) -> float:
    """Return how long a text is read, in seconds; 0 for an empty one."""
    characters, words = len(_HAN.findall(text)), len(_WORD.findall(text))
    return 60 * (characters / CHARACTERS_A_MINUTE + words / WORDS_A_MINUTE)


def _texts(question: Question, language: str) -> list[str]:
    rows = [row["text"] for row in question.settings.get("rows", [])]
    options = [option["text"] for option in question.options]
    own = [question.text, question.help_text, *rows, *options]
    return [texts.get(language) or texts.get("en", "") for texts in own]


def _deciding(question: Question) -> float:
    if question.type == QuestionType.NOTE:
        return 0.0
    if question.type == QuestionType.RANKING:
        return DECISION * max(len(question.options), 1)
    return sum(WRITING if part.type == QuestionType.TEXT else DECISION for part in parts([question]))


def minutes(questions: Iterable[Question], language: str) -> float:
    """Return the minutes that all questions take in a content language (`en`, `zh`), conditional ones included."""
    listed = list(questions)
    reading = sum(reading_seconds(text) for one in listed for text in _texts(one, language))
    return (reading + sum(map(_deciding, listed))) / 60
