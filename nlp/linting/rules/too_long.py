"""Longer than people read: over 25 words, or 45 Chinese characters."""

import re

from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.too_long import shortened

WHY = {
    "en": "It is longer than 25 words: people answer the first half of a long question.",
    "zh": "问题超过45个字：问题太长，人们往往只看前半句就作答。",
}
WORDS, CHARACTERS = 25, 45
OPEN = {"en": "How do you see this?", "zh": "关于这个方面，您的看法是？"}
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def length(question: Wording) -> int:
    """Return words in English, Chinese characters (with words of Latin letters as one each) in Chinese."""
    if question.lang == "en":
        return len(_WORD.findall(question.text))
    return len(_HAN.findall(question.text)) + len(re.findall(r"[A-Za-z0-9]+", question.text))


def limit(question: Wording) -> int:
    """Return how long a question may be."""
    return WORDS if question.lang == "en" else CHARACTERS


def _shorter(question: Wording) -> str:
    def fits(text: str) -> bool:
        return length(Wording(text, question.lang)) <= limit(question)

    return shortened(question.text, question.lang, fits) or OPEN[question.lang]


def check(question: Wording) -> list[Finding]:
    """Return the whole text if it is too long."""
    if length(question) <= limit(question):
        return []
    return [Finding(0, len(question.text), _shorter(question))]
