import pytest

from nlp.clauses import split_clauses, split_commas


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The pay is poor but my team is great.", ["The pay is poor", "but my team is great."]),
        ("I like my job. I hate the hours!", ["I like my job.", "I hate the hours!"]),
        ("Good people, however the tools are broken.", ["Good people however the tools are broken."]),
        (
            "The people are good, however the tools are broken.",
            ["The people are good", "however the tools are broken."],
        ),
        ("One thought only", ["One thought only"]),
        ("first line of it\nsecond line of it", ["first line of it", "second line of it"]),
    ],
)
def test_english_is_cut_at_sentences_and_contrast(text: str, parts: list[str]) -> None:
    assert split_clauses(text, "en") == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("工资太低，不过同事都很好相处。", ["工资太低，", "不过同事都很好相处。"]),
        ("环境不错但是太远了", ["环境不错", "但是太远了"]),
        ("领导好。制度烂透了！", ["领导好。制度烂透了！"]),
        ("领导对我们好。制度烂透了！", ["领导对我们好。", "制度烂透了！"]),
        ("不但累而且钱少", ["不但累而且钱少"]),
    ],
)
def test_chinese_is_cut_at_sentences_and_contrast(text: str, parts: list[str]) -> None:
    assert split_clauses(text, "zh") == parts


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\n\n"])
def test_text_without_a_letter_has_no_clause(text: str) -> None:
    assert split_clauses(text, "en") == []


def test_no_word_is_lost() -> None:
    text = "Pay is low, hours are long; but people, honestly, are kind. Yes. Really!"
    kept = " ".join(split_clauses(text, "en"))
    assert [word.strip(",;") for word in kept.split()] == [word.strip(",;") for word in text.split()]


def test_commas_are_cut_and_short_ends_stay_attached() -> None:
    assert split_commas("great team spirit here, terrible pay for that, ok", "en") == [
        "great team spirit here",
        "terrible pay for that ok",
    ]
    assert split_commas("工资不高，同事很好，行", "zh") == ["工资不高", "同事很好行"]
