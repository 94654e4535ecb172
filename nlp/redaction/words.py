"""What is an ordinary word, so that it is kept: the word lists of the package, VADER's, and jieba's dictionary."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"[a-z]{2,}")


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for file in ("english_names.txt", "world_names.txt"):
        for line in (_FOLDER / file).read_text("utf-8").splitlines():
            key, _, listed = line.partition(": ")
            if not line.startswith("#"):
                groups[key] = groups.get(key, frozenset()) | frozenset(listed.split())
    return groups


def names(group: str) -> frozenset[str]:
    """Return the names of a group (given, rare_given, surnames, ambiguous ...), in lower case."""
    return _groups()[group]


@cache
def ordinary_english() -> frozenset[str]:
    """Return ordinary English words, in lower case."""
    from vaderSentiment import vaderSentiment  # noqa: PLC0415  # only its word list, read as a file

    listed = (Path(vaderSentiment.__file__).with_name("vader_lexicon.txt")).read_text("utf-8")
    words = {line.partition("\t")[0] for line in listed.splitlines()}
    for name in ("topics_en.txt", "cues.yaml"):
        words.update(_WORD.findall((_FOLDER.parent / "lexicon" / name).read_text("utf-8").lower()))
    words.update((_FOLDER / "english_words.txt").read_text("utf-8").split())
    return frozenset(words - names("given"))


@cache
def kept_capitals() -> frozenset[str]:
    """Return words that are written with a capital and name no person: tools, places, months, peoples, trades."""
    return frozenset((_FOLDER / "english_capitals.txt").read_text("utf-8").lower().split())


@cache
def ordinary_chinese() -> frozenset[str]:
    """Return Chinese words that look like a name's beginning and are none."""
    return frozenset((_FOLDER / "chinese_words.txt").read_text("utf-8").split())


def is_ordinary(word: str, lang: str) -> bool:
    """Say whether `word` has a meaning of its own beside being a name."""
    if lang == "zh":
        return word in ordinary_chinese()
    lower = word.lower()
    return lower in ordinary_english() or lower in names("ambiguous")
