"""Finds people in Chinese text that no roster lists: 老王, 王总, 张伟, and what only its form gives away (姓耿, 李某)."""

import re
from collections.abc import Iterator

from nlp.redaction.lattice import TITLES, names_in, surname_at

_HAN = r"[\u4e00-\u9fff]"
_TITLE = re.compile(TITLES)
_INITIAL = re.compile(rf"(?<![A-Za-z])[A-Z](?:(?:总|工)(?![是部体作资人会])|(?:{TITLES}))")
_SURNAMED = re.compile(rf"姓(?P<name>{_HAN}{{1,2}}?)(?=[，。,.！!？?；;、\s的]|{TITLES}|$)")
_OF_SURNAME = re.compile(rf"(?P<name>{_HAN})姓(?={TITLES}|领导|员工|同事|男|女|客户|司机)")
_SOMEBODY = re.compile(rf"(?P<name>{_HAN})某(?:某|{_HAN}(?=[的在是，、]))?(?![些种个位人类天年月日方])")
# Names of other peoples of China, and foreign ones, are written with a dot between their parts.
_DOTTED = re.compile(
    rf"{_HAN}{{2,6}}(?:[·•・]{_HAN}{{1,8}}?(?=[^\u4e00-\u9fff]|的|说|在|是|和|被|跟|把|祷|总|天|经|$))+"
)


def _surnames(text: str) -> Iterator[tuple[int, int]]:
    """Yield surnames that stand alone: 主任姓耿, 田姓主管, 李某某."""
    for match in _SURNAMED.finditer(text):
        if surname_at(match["name"], 0) == match["name"]:
            yield match.span("name")
    for pattern in (_OF_SURNAME, _SOMEBODY):
        for match in pattern.finditer(text):
            if surname_at(text, match.start("name")):
                yield match.span() if pattern is _SOMEBODY else match.span("name")


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Add the title to a surname that stands alone (王总), and 头 to 老张头."""
    if end - start <= len(surname_at(text, start)) or end - start == 1:
        title = _TITLE.match(text, end)
        return start, title.end() if title else end
    if text[start] == "老" and text[end : end + 1] == "头":
        return start, end + 1
    return start, end


def chinese_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of people's names in Chinese text; spans may overlap."""
    for start, end in names_in(text):
        yield _whole(text, start, end)
    yield from _surnames(text)
    for pattern in (_INITIAL, _DOTTED):
        yield from (match.span() for match in pattern.finditer(text))
