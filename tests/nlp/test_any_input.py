"""Every verb at 0, 1 and 10 comments, and on the texts nobody expects: an answer of the promised form, never a crash."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from nlp.analyse import analyse
from nlp.clauses import split_clauses, split_commas
from nlp.emergent.find import codebook_for, find_topics
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.embedded import DIMENSIONS, EmbeddedEncoder
from nlp.features import matrix
from nlp.language import LANGS, Lang, detect_language
from nlp.linting.question import Wording
from nlp.linting.registry import lint
from nlp.ngrams import ngrams
from nlp.records import LABELS, Text
from nlp.redaction.redact import redact, spans_in
from nlp.segments import clauses_of, wholes_of
from nlp.taxonomy import KEYS

TEN = [
    "The pay is poor but my team is great.", "会太多，没时间干活。", "Too many meetings.", "目前没有意见。", "ok",
    "每天加班到半夜。", "My boss listens.", "食堂不错，就是排队太久。", "I was promoted after a fair process.", "系统一天崩好几次。",
]  # fmt: skip
ODD = {
    "no comment": [],
    "one comment": TEN[:1],
    "ten comments": TEN,
    "empty": [""],
    "white space": [" \t\r\n\u3000\u00a0\u200b"],
    "20,000 characters, en": [("I work too many hours for this pay. " * 600)[:20_000]],
    "20,000 characters, zh": [("加班太多工资太低。" * 2300)[:20_000]],
    "20,000 characters without a space": ["x" * 20_000, "加" * 20_000],
    "20,000 marks": ["." * 20_000, "!?" * 10_000],
    "only emoji": ["😡😡😡", "👍", "👨‍👩‍👧‍👦🏳️‍🌈", "☺️❤"],
    "mixed scripts": ["工资low到floor，Chef is toll, зарплата маленькая", "ＷＩＦＩ慢　ｓｌｏｗ", "कम वेतन 급여 낮음"],
    "right to left": ["השכר נמוך מדי", "الراتب منخفض جدا والمدير ممتاز", "\u202epay is low\u202c", "\u2067abc\u2069"],
    "NUL and controls": ["\x00", "pay\x00 is\x00 low", "\x07\x1b[31mred\x7f", "工资\x00低"],
    "lone surrogates": ["\ud800", "pay is \udfff low", "工资\ud83d低", "\udc00\ud800"],
    "combining marks": ["Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "e\u0301" * 500],
    "what looks like code": ["<b>pay</b> & {{x}} %s %(a)s {0} \\u0000 $(rm -rf /)", "'; DROP TABLE x; --"],
}  # fmt: skip


def _both(texts: Sequence[str]) -> list[tuple[str, Lang]]:
    return [(text, lang) for text in texts for lang in LANGS]


def _languages(texts: Sequence[str]) -> None:
    assert all(detect_language(text) in LANGS for text in texts)


def _redaction(texts: Sequence[str]) -> None:
    for text in texts:
        spans = spans_in(text, frozenset({"Ann Example", "王建国"}))
        assert all(0 <= start < end <= len(text) for start, end, _ in spans)
        assert redact(text).counts.total() >= 0


def _clauses(texts: Sequence[str]) -> None:
    for text, lang in _both(texts):
        for clause in split_clauses(text, lang):
            assert split_commas(clause, lang)
        assert all(len(piece.text) <= 1200 for piece in wholes_of(text, lang, 0))
        assert len(clauses_of(text, lang, 0)) <= 60


def _features(texts: Sequence[str]) -> None:
    for lang in LANGS:
        cues, topics = matrix(texts, [lang] * len(texts))
        assert (len(cues), topics.shape[1:]) == (len(texts), (len(KEYS),))
        assert all(isinstance(gram, str) for text in texts for gram in ngrams(text, lang))


def _encoder(texts: Sequence[str]) -> None:
    assert EmbeddedEncoder().encode(texts).shape == (len(texts), DIMENSIONS)


def _analysis(classifier: str) -> Callable[[Sequence[str]], None]:
    def check(texts: Sequence[str]) -> None:
        found = analyse([Text(str(n), text) for n, text in enumerate(texts)], classifier=classifier).comments
        assert [comment.id for comment in found] == [str(n) for n in range(len(texts))]
        for comment in found:
            assert comment.sentiment.label in LABELS
            assert -1 <= comment.sentiment.score <= 1
            assert all(-1 <= m.polarity <= 1 and 0 <= m.confidence <= 1 for m in comment.topics)

    return check


def _linter(texts: Sequence[str]) -> None:
    for text, lang in _both(texts):
        flags = lint(Wording(text, lang, ("bad", "good")))
        assert all(0 <= flag.span[0] <= flag.span[1] <= max(len(text), 1) for flag in flags)


def _emergent(texts: Sequence[str]) -> None:
    clean = [redact(text).text for text in texts]
    langs = [detect_language(text) for text in texts]
    vectors = comment_vectors(clean, langs, EmbeddedEncoder())
    found = find_topics(clean, langs, vectors, codebook=codebook_for("embedded"))
    assert len(found.labels) == len(texts)


VERBS: dict[str, Callable[[Sequence[str]], None]] = {
    "detect_language": _languages,
    "redact": _redaction,
    "split": _clauses,
    "features": _features,
    "encode": _encoder,
    "analyse, heads": _analysis("heads"),
    "analyse, word lists": _analysis("lexical"),
    "lint": _linter,
    "emergent topics": _emergent,
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_answers(verb: str, kind: str) -> None:
    VERBS[verb](ODD[kind])


@pytest.mark.parametrize("kind", [kind for kind in ODD if kind != "lone surrogates"])
def test_the_command_answers_or_refuses_with_a_sentence(kind: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    with source.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerows([("id", "text"), *((str(n), text) for n, text in enumerate(ODD[kind]))])
    call_command("analyse_text", str(source), out=out)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [str(n) for n in range(len(ODD[kind]))]


def test_bytes_that_are_no_text_are_refused_and_nothing_is_written(tmp_path: Path, capsys: Any) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_bytes(b"id,text\n1,pay\n2,\xed\xa0\x80 low\n")  # a surrogate, encoded: no UTF-8
    with pytest.raises(SystemExit) as caught:
        call_command("analyse_text", str(source), out=out)
    assert caught.value.code == 2
    assert "line 3: expected UTF-8" in capsys.readouterr().err
    assert not out.exists()
