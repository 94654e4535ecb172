"""Shortens a long question: side clauses go first, then the end of the opening, then the opening."""

import re
from collections.abc import Callable, Iterator

from nlp.linting.editing import tidy

_PLAIN_EN = (
    (r"\bin order to\b", "to"), (r"\bthe way in which\b", "how"), (r"\bto what extent (?:do|would) you (?:think|say|feel|agree) that\b", "do you think that"),
    (r"\bhow (far|well) would you say (?:that )?", r"how \1 do you think "), (r"\bwith regard to\b", "about"), (r"\bdue to the fact that\b", "because"),
    (r"\bat the present time\b|\bat present\b", "now"), (r"\bplease think of\b", "think of"), (r"\bhere at the company\b", ""),
)  # fmt: skip
# A clause about a thing, or what a thing is for, when the sentence goes on after it.
_SIDE_EN = re.compile(
    r" (?:which|that|who) (?:you|we|is|are|was|were|has|have|reach\w*|lead\w*|affect\w*)\b(?:(?! (?:and|how|what|that|who|which) )[^,.?!:;]){6,}?(?= (?:is|are|was|were|can|could|had|has|have|fits?|helped|will|would) )"
    r"| in order to [^,.?!:;]*?(?= (?:had|is|are|was|were|has|have|can|fits?) )"
)
_TAIL_EN = re.compile(
    r" (?:that|which|who|where|because|so that|in order|to|in|on|at|of|for|from|with|about|here) "
)
_HEAD_EN = re.compile(
    r"^(?P<opening>[^,.!?;:]+(?:,[^,.!?;:]+)*?)(?P<rest>[,.:;] ?(?:how|what|which|why|when|do|did|is|are|was|were|on|to|tell|have|has)\b.*)$",
    re.IGNORECASE,
)
_FILLERS_ZH = (
    ("^并(?=告诉|说明|评价)", "请"), ("^如果用[^，]+，(?:那么)?|^那么", ""), ("在多大程度上能够", "能否"), ("您本人", "您"), ("向身边的亲朋好友", "向亲友"), ("的情况(?=相比)", ""), ("非常|实际上?|当中|目前|所在的?|各项", ""),
)  # fmt: skip


def _plainer(text: str, lang: str) -> str:
    for pattern, words in _PLAIN_EN if lang == "en" else _FILLERS_ZH:
        text = re.sub(pattern, words, text, flags=re.IGNORECASE)
    return tidy(text)


def _shorter_openings(text: str) -> Iterator[str]:
    """Yield the question with less and less of its opening, cut at words that begin a side remark."""
    found = _HEAD_EN.match(text)
    if found is None or re.match("on a scale", text, re.IGNORECASE):
        return
    opening = found["opening"]
    for cut in reversed([match.start() for match in _TAIL_EN.finditer(opening)]):
        if len(opening[:cut].split()) >= 6:
            yield tidy(opening[:cut] + "," + found["rest"].lstrip(",.:;"))


def _last_parts(text: str) -> Iterator[str]:
    """Yield the end of the question, where it is asked: as many clauses as come, then fewer."""
    parts = re.findall(r"[^,，;；:：.。!！]+[,，;；:：.。!！]?", text)
    for first in range(1, len(parts)):
        yield tidy("".join(parts[first:]))


_STRONG_TAIL_EN = re.compile(
    r" (?:in order|so that|because|before|after|while|although|which|to be|over the|by the) "
)
_ASKS = re.compile(r"[？?]|多|吗|什么|如何|是否|哪|几|怎")


def _without_end(text: str) -> Iterator[str]:
    """Yield the sentence without its last clauses, at words that begin one."""
    if text.rstrip().endswith("?") or re.match("(?:please|think|consider)\\b", text, re.IGNORECASE):
        return
    mark = text[-1] if text[-1:] in ".!" else ""
    for cut in reversed([match.start() for match in _STRONG_TAIL_EN.finditer(text)]):
        if len(text[:cut].split()) >= 8:
            yield tidy(text[:cut] + mark)


def _asks_as_much(form: str, text: str, lang: str) -> bool:
    return lang == "en" or not _ASKS.search(text.rstrip("？?")) or bool(_ASKS.search(form.rstrip("？?")))


def shortened(text: str, lang: str, fits: Callable[[str], bool]) -> str | None:
    """Return the longest of the shorter forms that `fits`, or None."""
    plain = _plainer(text, lang)
    without = _plainer(_SIDE_EN.sub("", text), lang) if lang == "en" else plain
    candidates = [
        plain,
        without,
        *_shorter_openings(plain),
        *_shorter_openings(without),
        *_last_parts(plain),
        *_without_end(plain),
    ]
    return next(
        (form for form in candidates if form.strip() and fits(form) and _asks_as_much(form, plain, lang)),
        None,
    )
