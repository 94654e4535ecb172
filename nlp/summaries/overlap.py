"""Whether a sentence repeats what somebody wrote: runs of words, or of Chinese characters, that too few comments share."""

import re
from collections.abc import Iterable, Sequence

# A run of five words, or of eight Chinese characters (about five words), is a quotation.
WORDS = 5
CHARACTERS = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(_HAN.sub(" ", text))]


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of a text; punctuation, case and spaces make no difference."""
    words, signs = _words(text), _HAN.findall(text)
    found = {tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)}
    return found | {tuple(signs[start : start + CHARACTERS]) for start in range(len(signs) - CHARACTERS + 1)}


def shared_runs(text: str, comments: Iterable[str]) -> dict[tuple[str, ...], int]:
    """Return the runs of a text that stand in comments, and in how many."""
    mine = _runs(text)
    counts: dict[tuple[str, ...], int] = {}
    for comment in comments:
        for run in mine & _runs(comment):
            counts[run] = counts.get(run, 0) + 1
    return counts


def quotes_somebody(text: str, comments: Sequence[str], *, authors: int) -> bool:
    """Say whether a text has a run that one to `authors` - 1 comments share; one comment stands for one author."""
    return any(count < authors for count in shared_runs(text, comments).values())
