"""How long a text may be, to the code point."""

import re

from nlp.language import Lang

LONGEST_TITLE = 120
CUT: dict[Lang, str] = {
    "en": "The text was longer than {limit} characters and was cut.",
    "zh": "文本超过{limit}个字符，已截短。",
}
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？]")


def shortened(text: str, limit: int) -> str:
    """Return at most `limit` code points, cut behind a sentence where one ends in the second half; "" for a limit of 0."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    ends = [match.end() for match in _SENTENCE_END.finditer(text[:limit])]
    return text[: ends[-1]] if ends and ends[-1] > limit // 2 else text[: limit - 1].rstrip() + "…"
