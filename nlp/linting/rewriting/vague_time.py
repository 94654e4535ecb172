"""Puts a period in the place of a vague time: how often in the last four weeks, at least once a week, within three months."""

import re

from nlp.linting.editing import replaced, tidy

_FUTURE_EN = re.compile(r"\b(?:soon|shortly|eventually|future|sooner or later|coming|next)\b", re.IGNORECASE)
_OFTEN_EN = re.compile(
    r"\b(?:often|regularly|frequently|sometimes|occasionally|usually|normally|rarely|seldom|at times|typically|generally|periodically"
    r"|from time to time|once in a while|now and (?:then|again)|every so often|most of the time|every now and again)\b",
    re.IGNORECASE,
)
_RARELY_EN = re.compile(
    r"\b(?:sometimes|occasionally|rarely|seldom|at times|from time to time|once in a while|now and (?:then|again)|every so often)\b",
    re.IGNORECASE,
)
_DO_YOU = re.compile(r"^(?:do|does) (?P<who>(?:[\w'’]+ ){1,3}?)(?P<rest>.*)$", re.IGNORECASE)
_ARE_YOU = re.compile(r"^(?P<be>are|is) (?P<rest>.*)$", re.IGNORECASE)
FUTURE = {"en": "within the next three months", "zh": "未来三个月内"}
PAST = {"en": "in the last four weeks", "zh": "过去四周"}
_FUTURE_ZH = re.compile("将来|未来|不久(?!前)|迟早|早晚|很快|短期内")
_OFTEN_ZH = re.compile(
    "经常|常常|时常|偶尔|有时候?|时不时|频繁|定期|不定期|往往|屡次|多次|老是|隔三差五|三天两头|间或"
)


def _at_the_end(text: str, words: str) -> str:
    found = re.search(r"\s*([.?!]?)$", text)
    end = found.group(1) if found else ""
    return tidy(f"{text[: found.start() if found else None]} {words}{end}")


def _in_the_past(question: str) -> str:
    """Return a question about now as one about a period that is over."""
    return re.sub(
        r"^(?:do|does) ", "Did ", re.sub(r"^are you ", "Have you been ", question, flags=re.I), flags=re.I
    )


def with_period_en(text: str, start: int, end: int) -> str:
    """Return the question with a period. A frequency becomes "how often" in a question, "at least" in a statement."""
    vague, plain = text[start:end], replaced(text, start, end)
    if _FUTURE_EN.search(vague):
        return _at_the_end(plain, FUTURE["en"])
    if _OFTEN_EN.search(vague):
        if not plain.endswith("?"):
            return _at_the_end(plain, f"at least once a {'month' if _RARELY_EN.search(vague) else 'week'}")
        if found := _DO_YOU.match(plain):
            return _at_the_end(f"How often did {found['who']}{found['rest']}", PAST["en"])
        if found := _ARE_YOU.match(plain):
            return _at_the_end(
                f"How often {'were' if found['be'].lower() == 'are' else 'was'} {found['rest']}", PAST["en"]
            )
    return _at_the_end(_in_the_past(plain), PAST["en"])


def with_period_zh(text: str, start: int, end: int) -> str:
    """Return the question with a period in front; a frequency becomes "how many times"."""
    vague = text[start:end]
    if _FUTURE_ZH.search(vague):
        return f"{FUTURE['zh']}，{replaced(text, start - text[:start].endswith('在'), end)}"
    if not _OFTEN_ZH.search(vague):
        return f"{PAST['zh']}，{replaced(text, start, end).removeprefix('的')}"
    asked = text.rstrip().endswith(("？", "?"))
    before = re.sub("是否$|是不是$|会不会$", "", text[:start])
    after = re.sub("^[会都在地]", "", text[end:])
    after = re.sub("吗(?=[？?])", "", after) if asked else after
    return f"{PAST['zh']}，{before}{'有几次' if asked else '至少有一次'}{after}"
