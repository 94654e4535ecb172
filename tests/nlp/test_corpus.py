import csv
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from nlp.exceptions import InputFileError
from nlp.language import detect_language
from nlp.taxonomy import KEYS
from nlp.training.corpus import FOLDER, parse, read_file, read_part

REGISTERS = {
    "curt",
    "plain",
    "polite",
    "ironic",
    "angry",
    "mixed_language",
    "typo",
    "exit",
    "suggestion",
    "question",
}


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


@pytest.mark.parametrize("marked", ["no mark", "a [salary-]", "a [pay*]", "a [pay-] b", "a [pay-]."])
def test_a_bad_mark_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        example(marked)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "en_x.csv"
    path.write_text("id,marked\n1,good [+]\n2,bad [nope-]\n", "utf-8")
    with pytest.raises(InputFileError) as caught:
        list(read_file(path))
    assert caught.value.line == 3


def lang_part(lang: str, part: str) -> list[Any]:
    return [ex for ex in read_part(part) if ex.lang == lang]


# The counts of GUIDE.md, rounded down: per language and part, comments, of each label, of the rarest topic.
@pytest.mark.parametrize(
    ("lang", "part", "comments", "labels", "rarest"),
    [
        ("en", "train", 2300, {"positive": 730, "neutral": 310, "negative": 970, "mixed": 300}, 95),
        ("en", "test", 300, {"positive": 80, "neutral": 60, "negative": 100, "mixed": 55}, 10),
        ("zh", "train", 2200, {"positive": 650, "neutral": 280, "negative": 930, "mixed": 330}, 85),
        ("zh", "test", 280, {"positive": 80, "neutral": 50, "negative": 95, "mixed": 50}, 11),
    ],
)
def test_every_label_and_topic_has_its_share(
    lang: str, part: str, comments: int, labels: dict[str, int], rarest: int
) -> None:
    examples = lang_part(lang, part)
    assert len(examples) >= comments
    found = Counter(ex.label for ex in examples)
    assert {label: count for label, count in labels.items() if found[label] < count} == {}
    topics = Counter(topic for ex in examples for topic in ex.topics)
    assert [key for key in KEYS if topics[key] < rarest] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_test_voice_is_trained_on(lang: str) -> None:
    writers = [{ex.writer for ex in lang_part(lang, part)} for part in ("train", "test")]
    assert all(writers)
    assert writers[0] & writers[1] == set()


def test_ids_and_comments_occur_once() -> None:
    train, test = read_part("train"), read_part("test")
    assert not {ex.text for ex in train} & {ex.text for ex in test}
    assert len({ex.id for ex in train + test}) == len(train) + len(test)


def features(text: str, lang: str) -> frozenset[str]:
    """Words in English, pairs of characters in Chinese; case and punctuation do not count."""
    words = re.findall(r"\w+", text.lower())
    joined = "".join(words)
    return frozenset(words if lang == "en" else map("".join, pairwise(joined)))


def near_duplicates(texts: list[str], lang: str, share: float) -> list[tuple[str, str]]:
    """Return the pairs whose features overlap (Jaccard) by `share` or more; under five features all look alike."""
    sized = sorted(((features(text, lang), text) for text in texts), key=lambda pair: len(pair[0]))
    sized = [(found, text) for found, text in sized if len(found) >= 5]
    pairs = []
    for index, (one, text) in enumerate(sized):
        for other, twin in sized[index + 1 :]:
            if len(one) < share * len(other):
                break
            if len(one & other) >= share * len(one | other):
                pairs.append((text, twin))
    return pairs


def test_a_near_duplicate_is_seen() -> None:
    twins = ["The pay is poor and late.", "the pay is poor, and often late", "We meet on Mondays, at ten."]
    assert near_duplicates(twins, "en", 0.65) == [(twins[0], twins[1])]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_comment_is_another_one_reworded(lang: str) -> None:
    texts = [ex.text for part in ("train", "test") for ex in lang_part(lang, part)]
    assert near_duplicates(texts, lang, 0.65) == []


def files() -> list[Path]:
    return sorted(FOLDER.glob("t*/*.csv"))


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_all_text_stands_before_a_tag_and_registers_are_known(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert [row["id"] for row in rows if not row["marked"].endswith("]")] == []
    assert {row.get("register", "plain") for row in rows} <= REGISTERS


def test_comments_are_in_the_language_they_say() -> None:
    wrong = [ex.text for ex in read_part("train") if len(ex.text) > 6 and detect_language(ex.text) != ex.lang]
    assert len(wrong) <= 15
