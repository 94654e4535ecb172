"""Words that our scales share with SurveyJS files, and how its texts name languages."""

from typing import Any

from django.utils import translation

from surveys.languages import INTERFACE
from surveys.models.questionnaires import Question
from surveys.question_types.registry import QUESTION_TYPES

ZH = "zh-cn"
FOREIGN = {"default": "en", "en": "en", "zh": "zh", "zh-cn": "zh", "zh-hans": "zh", "zh_cn": "zh"}
WORDED = ("agreement5", "agreement7", "frequency")
ENDS = {"en": ("Not at all likely", "Extremely likely"), "zh": ("完全不可能", "非常可能")}


def scale_words(kind: str) -> list[dict[str, str]]:
    """Return the words of every step of a scale, in both languages."""
    spec, question = QUESTION_TYPES[kind], Question(key="q", type=kind)
    found: list[dict[str, str]] = []
    for code, interface in INTERFACE.items():
        with translation.override(interface):
            for place, (_value, label) in enumerate(spec.choices(question)):
                if place == len(found):
                    found.append({})
                found[place][code] = label
    return found


def scale_with(labels: list[dict[str, str]]) -> str | None:
    """Return the scale whose words these are, in whichever of our languages they are given."""
    for kind in WORDED:
        words = scale_words(kind)
        if len(words) == len(labels) and all(
            given and all(ours.get(code) == text for code, text in given.items())
            for ours, given in zip(words, labels, strict=True)
        ):
            return kind
    return None


def as_locstring(texts: dict[str, str]) -> Any:
    """Return a text as SurveyJS has it: English is its default language."""
    return {{"en": "default", "zh": ZH}[code]: text for code, text in texts.items()}
