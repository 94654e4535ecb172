import pytest

from nlp.summaries.written import Told, summaries, summary


def test_figures_become_sentences() -> None:
    told = Told("Workload", 0.24, "50-99", -0.4, 0.12, "up")
    assert summary(told, "en") == [
        "24% of 50-99 comments mention Workload.",
        "The tone is mostly critical.",
        "That is more than in the survey before (12%).",
    ]
    assert summary(told, "zh") == [
        "在50-99条评论中，24%提到“Workload”。",
        "语气以批评为主。",
        "高于上一次调查（12%）。",
    ]


@pytest.mark.parametrize(
    ("polarity", "word"), [(0.5, "good"), (0.0, "mixed"), (-0.15, "critical"), (0.149, "mixed")]
)
def test_tone(polarity: float, word: str) -> None:
    assert word in summary(Told("Pay", 0.2, "10-14", polarity), "en")[1]


@pytest.mark.parametrize(("direction", "word"), [("up", "more"), ("down", "less"), ("flat", "about as much")])
def test_change(direction: str, word: str) -> None:
    assert word in summary(Told("Pay", 0.2, "10-14", None, 0.1, direction), "en")[1]


def test_a_rounded_share_says_about_and_a_new_topic_says_so() -> None:
    told = Told("turnstile", 0.3, "20-29", coarse=True, is_new=True)
    assert summary(told, "en") == [
        "About 30% of 20-29 comments mention turnstile.",
        "Nobody had brought it up before.",
    ]


def test_no_topic_no_sentence() -> None:
    assert summaries([], "en") == []
