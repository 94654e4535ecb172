from typing import Any

import pytest

from nlp.records import CommentAnalysis, Mention, Sentiment
from nlp.training.corpus import parse
from nlp.training.scores import bootstrap, macro_f1, micro_f1, sentiment_score, sign_score, topic_score


def example(marked: str) -> Any:
    return parse(marked, id_="x", lang="en", writer="w")


def test_macro_f1_counts_each_label_alike() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"], ["a", "b", "c"]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert macro_f1([], [], ["a"]) == 0


def test_micro_f1_counts_each_pair_alike() -> None:
    assert micro_f1([frozenset("ab"), frozenset()], [frozenset("a"), frozenset("c")]) == pytest.approx(0.5)
    assert micro_f1([frozenset()], [frozenset()]) == 0


def test_an_interval_holds_its_figure_and_repeats() -> None:
    one = bootstrap(40, lambda rows: float((rows % 2).mean()))
    assert one.low < one.value == 0.5 < one.high
    assert one == bootstrap(40, lambda rows: float((rows % 2).mean()))
    assert str(bootstrap(0, lambda _rows: 1.0)) == "0.00 (0.00-0.00)"


def test_scores_of_a_run() -> None:
    examples = [example("good team [team+]"), example("low pay [pay-]"), example("a desk [0]")]
    assert sentiment_score(examples, ["positive", "negative", "neutral"]).value == 1
    assert sign_score(examples, [0.4, -0.2, 0.9]).value == 1
    said = [
        CommentAnalysis("x", "en", Sentiment("neutral", 0), (Mention(key, 0, 1),), "")
        for key in ("team", "pay", "pay")
    ]
    assert topic_score(examples, said).value == pytest.approx(0.8)
