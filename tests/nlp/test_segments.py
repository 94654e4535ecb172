from typing import Any

from nlp.segments import LONGEST, MOST, clauses_of


def texts(text: str, lang: str) -> Any:
    return [piece.text for piece in clauses_of(text, lang, 0)]


def test_commas_cut_where_the_parts_lean_different_ways() -> None:
    assert texts("Great people around me, terrible pay for it", "en") == [
        "Great people around me",
        "terrible pay for it",
    ]


def test_commas_cut_where_the_parts_speak_of_different_topics() -> None:
    assert texts("食堂味道可以，地铁站挺远的", "zh") == ["食堂味道可以", "地铁站挺远的"]


def test_commas_stay_where_the_thought_goes_on() -> None:
    assert texts("I asked for a raise, and then asked again", "en") == [
        "I asked for a raise, and then asked again"
    ]


def test_a_clause_knows_its_comment_and_language() -> None:
    (piece,) = clauses_of("nothing to add", "en", 7)
    assert (piece.comment, piece.lang) == (7, "en")


def test_very_long_text_is_bounded() -> None:
    pieces = clauses_of("word " * 20_000, "en", 0)
    assert len(pieces) == MOST
    assert max(len(piece.text) for piece in pieces) <= LONGEST["en"]


def test_nothing_to_judge() -> None:
    assert clauses_of("", "en", 0) == []
    assert clauses_of("……", "zh", 0) == []
