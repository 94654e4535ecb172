"""What a model's statements have to be before anybody reads one: general, unquoted, unnamed, and counted by code."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp.classifiers.protocol import Figures
from nlp.emergent.cluster import FLOOR
from nlp.language import Lang, detect_language
from nlp.redaction.redact import redact
from nlp.summaries.asked import LONGEST, MOST_COMMENTS, POINTS
from nlp.summaries.overlap import quotes_somebody

_FORBIDDEN = re.compile(
    r"\d|[一二两三四五六七八九十百]+(?:个|名|位|条|成)|%|[<>{}\[\]`|\\@#]|https?:|www\.|//|“|”|\"|「|」"
)
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|half|third|quarter|percent|majority)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A statement, and how many comments support it: counted here, and shown as a band only.

    A band tells the few who do not support it from none as little as it tells eight from nine.
    """

    text: str
    support: int


# How many people must stand behind a topic where a caller hands in no policy.
AUTHORS = 5


def _clean(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())


def _is_written_in(text: str, lang: Lang) -> bool:
    """Say whether a statement is in the language asked for: nine letters of ten, at least, are of its script."""
    letters = [sign for sign in text if sign.isalpha()]
    own = [sign for sign in letters if sign.isascii() or lang == "zh"]
    return bool(letters) and detect_language(text) == lang and len(own) >= 0.9 * len(letters)


def _is_sound(text: str, comments: Sequence[str], lang: Lang, names: Collection[str], authors: int) -> bool:
    return (
        0 < len(text) <= LONGEST[lang]
        and not _FORBIDDEN.search(text)
        and not _NUMBER_WORD.search(text)
        and _is_written_in(text, lang)
        and redact(text, names).text == text
        and not quotes_somebody(text, comments, authors=authors)
    )


def _numbers(value: object, count: int) -> list[int]:
    """Return the places of the comments that a model named, without those that do not exist."""
    if not isinstance(value, list):
        return []
    named = {number for number in value if isinstance(number, int) and not isinstance(number, bool)}
    return sorted(number - 1 for number in named if 1 <= number <= count)


def statements(data: object, count: int) -> list[tuple[str, list[int]]]:
    """Return the statements of a reply in the form asked for, with the comments named for each; none for another form."""
    points = data.get("points") if isinstance(data, Mapping) else None
    if not isinstance(points, list):
        return []
    rows: list[Mapping[str, Any]] = [one for one in points[:POINTS] if isinstance(one, Mapping)]
    return [(_clean(one.get("text")), _numbers(one.get("comments"), count)) for one in rows]


def checked_points(
    found: Sequence[tuple[str, list[int]]],
    near: Figures,
    comments: Sequence[str],
    lang: Lang,
    *,
    names: Collection[str] = (),
    authors: int = AUTHORS,
) -> list[Point]:
    """Return the statements that may be read, as they came.

    Parameters
    ----------
    found
        Statements with the places of the comments that a model named for each.
    near
        (statements, comments) cosines of centred vectors: a comment that is not near a statement does not support it,
        whatever the model says.
    comments
        All redacted comments on the topic: nothing of them may be quoted, of a comment that supports nothing either.
    authors
        Of a topic, by the policy. A statement needs one more, so that it stands without any one of its comments.
    """
    sent = min(len(comments), MOST_COMMENTS)
    kept: list[Point] = []
    for place, (text, named) in enumerate(found):
        support = int(np.sum(near[place, [one for one in named if one < sent]] >= FLOOR)) if named else 0
        if support > authors and _is_sound(text, comments, lang, names, authors):
            kept.append(Point(text, support))
    return kept
