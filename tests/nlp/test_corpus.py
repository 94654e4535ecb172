from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nlp.exceptions import InputFileError
from nlp.language import detect_language
from nlp.taxonomy import KEYS
from nlp.training.corpus import parse, read_file, read_part


def example(marked: str, lang: str = "en") -> Any:
    return parse(marked, id_="x", lang=lang, writer="w")


def test_marks_become_clauses_topics_and_a_label() -> None:
    found = example("The pay is poor, [pay-] but I learn a lot. [training+]")
    assert found.text == "The pay is poor, but I learn a lot."
    assert [clause.polarity for clause in found.clauses] == [-1, 1]
    assert found.topics == {"pay": -1, "training": 1}
    assert found.label == "mixed"


def test_chinese_keeps_no_space_behind_a_mark() -> None:
    assert example("工资低，[pay-] 人好 [team+]", "zh").text == "工资低，人好"


@pytest.mark.parametrize(
    ("marked", "label"),
    [("fine [0]", "neutral"), ("a [+]", "positive"), ("a [pay- team-]", "negative"), ("a [pay- team+]", "mixed"),
     ("a [team+] b [0]", "positive")],
)  # fmt: skip
def test_labels_follow_the_signs(marked: str, label: str) -> None:
    assert example(marked).label == label


@pytest.mark.parametrize("marked", ["no mark", "a [salary-]", "a [pay*]"])
def test_a_bad_mark_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        example(marked)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "en_x.csv"
    path.write_text("id,marked\n1,good [+]\n2,bad [nope-]\n", "utf-8")
    with pytest.raises(InputFileError) as caught:
        list(read_file(path))
    assert caught.value.line == 3


def test_the_corpus_is_large_and_balanced_enough() -> None:
    train, test = read_part("train"), read_part("test")
    langs = Counter(ex.lang for ex in train)
    assert len(train) >= 1500
    assert min(langs.values()) / len(train) > 0.45
    assert len(test) >= 200
    for lang in ("en", "zh"):
        topics = Counter(topic for ex in train if ex.lang == lang for topic in ex.topics)
        assert min(topics[key] for key in KEYS) >= 20
        assert {ex.label for ex in train if ex.lang == lang} == {"positive", "neutral", "negative", "mixed"}


def test_no_test_comment_or_voice_is_trained_on() -> None:
    train, test = read_part("train"), read_part("test")
    assert not {ex.text for ex in train} & {ex.text for ex in test}
    assert not {ex.writer for ex in train if ex.lang == "en"} & {ex.writer for ex in test if ex.lang == "en"}
    assert len({ex.id for ex in train + test}) == len(train) + len(test)


def test_comments_are_in_the_language_they_say() -> None:
    wrong = [ex.text for ex in read_part("train") if len(ex.text) > 6 and detect_language(ex.text) != ex.lang]
    assert len(wrong) <= 15
