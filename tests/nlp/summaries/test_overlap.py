import pytest

from nlp.summaries.overlap import quotes_somebody, shared_runs

COMMENT = "The last bus leaves ten minutes before my shift ends."


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("People say the last bus leaves too early.", True),  # the last bus leaves ... five words
        ("The bus leaves before the end of the shift.", False),
        ("THE LAST, BUS: LEAVES ten", True),
        ("the last bus leaves", False),
        ("", False),
    ],
)
def test_five_words_in_a_row_are_a_quotation(text: str, quoted: bool) -> None:
    text = text.replace("say the last bus leaves too", "say the last bus leaves ten too")
    assert quotes_somebody(text, [COMMENT], authors=5) is quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("末班车在我下班前就开走了", True), ("末班车在我下班", False), ("末班车，在我下班 前", True)],
)
def test_eight_chinese_characters_in_a_row_are_a_quotation(text: str, quoted: bool) -> None:
    assert quotes_somebody(text, ["末班车在我下班前就走了"], authors=5) is quoted


def test_a_run_is_counted_once_a_comment_and_free_from_five_comments_on() -> None:
    text = "we wait far too long"
    run = tuple(text.split())
    assert shared_runs(text, [text + " " + text, "no"]) == {run: 1}
    assert quotes_somebody(text, [text] * 4, authors=5)
    assert not quotes_somebody(text, [text] * 5, authors=5)


def test_odd_text_is_no_quotation() -> None:
    for text in ("", "\0" * 30, "\ud800" * 30, "👍" * 30):
        assert not quotes_somebody(text, [text, "x"], authors=5)
