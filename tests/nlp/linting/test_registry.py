"""What the rules find in questions written and labelled before the rules were; one half was never tuned on."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from nlp.linting.question import Wording
from nlp.linting.questions_file import labels
from nlp.linting.registry import RULES, lint
from surveys.bank.loader import bank
from surveys.bank.validated import validated_wordings

HERE = Path(__file__).parent
SETS = ("tuned", "held_out")


def questions(name: str) -> list[tuple[Wording, set[str]]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [
        (
            Wording(row["text"], "zh" if row["lang"] == "zh" else "en", labels(row["scale"])),
            set(row["rules"].split()),
        )
        for row in rows
    ]


ALL = [question for name in SETS for question in questions(name)]


def figures(lang: str, rule: str) -> tuple[float, float]:
    counts: Counter[str] = Counter()
    for question, wanted in ALL:
        if question.lang == lang:
            found = rule in {flag.rule for flag in lint(question)}
            counts[f"{rule in wanted}-{found}"] += 1
    hits = counts["True-True"]
    return hits / max(1, hits + counts["False-True"]), hits / max(1, hits + counts["True-False"])


def test_the_set_is_large_enough_and_knows_every_rule() -> None:
    assert len(ALL) >= 150
    for lang in ("en", "zh"):
        wanted = Counter(rule for question, rules in ALL if question.lang == lang for rule in rules)
        assert set(wanted) == set(RULES)
        assert min(wanted.values()) >= 7


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("rule", RULES)
def test_precision_and_recall(rule: str, lang: str) -> None:
    precision, recall = figures(lang, rule)
    print(f"{lang} {rule}: precision {precision:.2f}, recall {recall:.2f}")  # noqa: T201  # the figure is the result
    assert (precision >= 0.85, recall >= 0.85) == (True, True), (precision, recall)


def test_validated_items_of_the_bank_raise_nothing() -> None:
    validated = validated_wordings()
    flagged = [
        (key, flag.rule)
        for key, item in bank().items()
        for lang, text in item["text"].items()
        for flag in lint(Wording(text, lang), validated)
    ]
    assert flagged == []


@pytest.mark.parametrize("question", [question for question, rules in ALL if rules])
def test_a_flag_lies_in_the_text_and_its_rewrite_is_another_question(question: Wording) -> None:
    for flag in lint(question):
        start, end = flag.span
        assert 0 <= start < end <= len(question.text)
        assert flag.why.endswith(("。", "."))
        assert flag.rewrite.strip()
        assert flag.rewrite != question.text
        again = {one.rule for one in lint(Wording(flag.rewrite, question.lang))}
        assert flag.rule not in again, (flag.rule, flag.rewrite)


def test_an_empty_question_has_no_flag() -> None:
    assert lint(Wording("  ", "en")) == []


def test_fast_enough_to_run_as_one_types() -> None:
    begun = time.perf_counter()
    for question, _rules in ALL:
        lint(question)
    each = (time.perf_counter() - begun) / len(ALL) * 1000
    print(f"{each:.2f} ms a question")  # noqa: T201  # the figure is the result
    assert each < 20
