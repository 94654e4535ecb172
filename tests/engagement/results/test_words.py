"""The summary in words: every number it states is a released figure or the difference of two."""

import re

import pytest
from django.utils import translation

from engagement.results.words import Facts, Moved, Sentence, summary

FACTS = Facts(
    unit="Night ward B",
    answers="10-14",
    since="May 2026",
    moved=[Moved("Manageable workload", 52, 60, "I have enough time.", 11)],
    best=("Fairness", 74),
    worst=("Manageable workload", 52),
)


def numbers(sentence: Sentence) -> set[int]:
    """Return the whole numbers of a sentence, dates and bands left out."""
    text = re.sub(r"[A-Z][a-z]+\.? \d+, 20\d\d|20\d\d年\d+月\d+日|20\d\d|\d+-\d+|\d+\+", "", sentence.text)
    return {int(found) for found in re.findall(r"\d+", text)}


def test_a_fall_names_the_points_both_figures_and_the_item() -> None:
    with translation.override("en"):
        first = summary(FACTS)[0]
    assert first.text == (
        "Night ward B: Manageable workload fell 8 points since May 2026, from 60% to 52% favourable. "
        "Most of it lies in “I have enough time.” (11 points)."
    )
    assert numbers(first) == set(first.numbers) == {8, 60, 52, 11}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_sentence_states_its_numbers_and_no_others(language: str) -> None:
    with translation.override(language):
        for sentence in summary(FACTS):
            assert numbers(sentence) == set(sentence.numbers)


def test_chinese_is_not_english() -> None:
    with translation.override("zh-hans"):
        assert summary(FACTS)[0].text.startswith("Night ward B：自May 2026以来")


def test_without_any_change_it_says_so_and_without_figures_nothing() -> None:
    with translation.override("en"):
        assert "nothing has moved" in summary(Facts("A", "", "May"))[0].text
        assert summary(Facts("A", "", "")) == []
