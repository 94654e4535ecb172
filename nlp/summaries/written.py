"""A summary that code writes: every word of it follows from released figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.language import Lang

# Polarity beyond which a topic is spoken of well or badly.
TONE_AT = 0.15


@dataclass(frozen=True, slots=True)
class Told:
    """Released figures of one topic in one unit.

    `name` in the reader's language; `share` 0..1 of the comments mention it, `comments` is the band of how many there
    are; `polarity` -1..1; `before` the share in the wave before, None where it was not released or is not comparable,
    and `direction` ("up", "flat", "down") whether the difference is more than chance; `coarse` where figures were
    rounded so that two waves cannot be compared to the person.
    """

    name: str
    share: float
    comments: str
    polarity: float | None = None
    before: float | None = None
    direction: str = "flat"
    coarse: bool = False
    is_new: bool = False


_SHARE: Mapping[Lang, str] = {
    "en": "{about}{percent}% of {comments} comments mention {name}.",
    "zh": "在{comments}条评论中，{about}{percent}%提到“{name}”。",
}
_ABOUT: Mapping[Lang, str] = {"en": "About ", "zh": "约"}
_TONE: Mapping[Lang, dict[str, str]] = {
    "en": {
        "bad": "The tone is mostly critical.",
        "good": "The tone is mostly good.",
        "mixed": "The tone is mixed.",
    },
    "zh": {"bad": "语气以批评为主。", "good": "语气以肯定为主。", "mixed": "语气有褒有贬。"},
}
_MOVE: Mapping[Lang, dict[str, str]] = {
    "en": {
        "up": "That is more than in the survey before ({before}%).",
        "down": "That is less than in the survey before ({before}%).",
        "flat": "That is about as much as in the survey before ({before}%).",
    },
    "zh": {
        "up": "高于上一次调查（{before}%）。",
        "down": "低于上一次调查（{before}%）。",
        "flat": "与上一次调查（{before}%）大致相同。",
    },
}
_NEW: Mapping[Lang, str] = {"en": "Nobody had brought it up before.", "zh": "以前没有人提到过。"}


def _tone(polarity: float) -> str:
    if abs(polarity) < TONE_AT:
        return "mixed"
    return "good" if polarity > 0 else "bad"


def summary(told: Told, lang: Lang) -> list[str]:
    """Return one to three sentences about a topic: how many, in which tone, and more or less than before."""
    figures = {
        "about": _ABOUT[lang] if told.coarse else "",
        "percent": round(100 * told.share),
        "comments": told.comments,
        "name": told.name,
    }
    sentences = [_SHARE[lang].format(**figures)]
    if told.polarity is not None:
        sentences.append(_TONE[lang][_tone(told.polarity)])
    if told.is_new:
        sentences.append(_NEW[lang])
    elif told.before is not None:
        sentences.append(_MOVE[lang][told.direction].format(before=round(100 * told.before)))
    return sentences


def summaries(topics: Sequence[Told], lang: Lang) -> list[list[str]]:
    """Return the sentences of each topic; none for no topic."""
    return [summary(told, lang) for told in topics]
