import pytest

from nlp.drafting.tone import tones


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("Join our young dynamic team of rockstars.", "en", ["young dynamic team", "rockstars"]),
        ("Native speakers only, under 35.", "en", ["under 35", "Native speakers"]),
        ("It is your fault.", "en", ["your fault"]),
        ("We guarantee a pay rise.", "en", ["guarantee"]),
        ("限男性，35岁以下，抗压能力强。", "zh", ["35岁以下", "限男性", "抗压能力强"]),
        ("他态度不好，拖后腿。", "zh", ["态度不好", "拖后腿"]),
    ],
)
def test_words_that_leave_out_blame_or_promise_too_much_are_found(
    text: str, lang: str, words: list[str]
) -> None:
    assert [one.words for one in tones(text, "zh" if lang == "zh" else "en")] == words


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("We look for a nurse for the night shift. You can learn wound care here.", "en"),
        ("The younger of two machines failed yesterday.", "en"),
        ("我们招聘夜班护士，伤口护理可以在岗学习。", "zh"),
        ("", "en"),
    ],
)
def test_ordinary_words_are_left_alone(text: str, lang: str) -> None:
    assert tones(text, "zh" if lang == "zh" else "en") == []
