import pytest

from nlp.language import detect_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The pay is poor.", "en"),
        ("工资太低", "zh"),
        ("好", "zh"),
        ("ok", "en"),
        ("", "en"),
        ("👍👍", "en"),
        ("12345", "en"),
        ("老板很nice，从不micromanage", "zh"),
        ("这个KPI真的很unfair", "zh"),
        ("每天back to back的meeting，午饭都是在会议室吃的", "zh"),
        ("My boss keeps saying 加油 and nothing else changes around here", "en"),
        ("Our team uses 飞书 for everything and it works well enough for us", "en"),
        ("work life balance真的不错，五点半以后没人找你", "zh"),
        ("加班 every single weekend, no overtime pay, no thanks", "en"),
    ],
)
def test_short_and_mixed_comments(text: str, lang: str) -> None:
    assert detect_language(text) == lang


def test_a_text_is_always_read_the_same_way() -> None:
    text = "deadline 又提前了 so we work 周末"
    assert len({detect_language(text) for _ in range(5)}) == 1


@pytest.mark.parametrize("text", ["\x00", "مرحبا بالعالم", "\ud800", "\u202eabc", "🙂工资", "a" * 20_000])
def test_odd_text_gets_an_answer(text: str) -> None:
    assert detect_language(text) in {"en", "zh"}
