"""Finds people in Chinese text that no roster lists: 老王, 王总, 张伟, and what only its form gives away (姓耿, 李某)."""

import re
from collections.abc import Iterator

from nlp.redaction.lattice import TITLES, names_in, surname_at

_HAN = r"[\u4e00-\u9fff]"
_TITLE = re.compile(TITLES)
_INITIAL = re.compile(rf"(?<![A-Za-z])[A-Z](?:(?:总|工)(?![是部体作资人会])|(?:{TITLES}))")
_SURNAMED = re.compile(rf"姓(?P<name>{_HAN}{{1,2}}?)(?=[，。,.！!？?；;、\s的]|{TITLES}|$)")
_OF_SURNAME = re.compile(rf"(?P<name>{_HAN})姓(?={TITLES}|领导|员工|同事|男|女|客户|司机)")
_SIR = re.compile(rf"(?P<name>{_HAN})\s?[Ss]ir(?![A-Za-z])")
_SOMEBODY = re.compile(rf"(?P<name>{_HAN})某(?:某|{_HAN}(?=[的在是，、]))?(?![些种个位人类天年月日方])")
# Names of other peoples of China, and foreign ones, are written with a dot between their parts.
_DOTTED = re.compile(
    rf"{_HAN}{{2,6}}(?:[·•・]{_HAN}{{1,8}}?(?=[^\u4e00-\u9fff]|的|说|在|是|和|被|跟|把|祷|总|天|经|$))+"
)
# Given names of Tibetans, Uyghurs, Kazakhs and Mongols, as they stand alone in Chinese text.
_OTHER_PEOPLES = re.compile(
    r"(?:扎西|次仁|卓玛|央金|拉姆|旺姆|旺堆|尼玛|达瓦|普布|边巴|巴桑|格桑|多吉|平措|顿珠|索朗|丹增|才让|白玛|洛桑)(?:扎西|次仁|卓玛|央金|拉姆|旺姆|旺堆|多吉|平措|顿珠|罗布)?"
    r"|阿依(?:古丽|努尔|夏木)|古丽(?:娜尔|米热|巴哈尔)?|古力娜扎|迪丽热巴|热依扎|买买提|艾买提|艾尼瓦尔|吐尔逊(?:江|古丽)?|玉素甫|阿不都[\u4e00-\u9fff]{1,3}?(?=[的说是在和，。、]|$)|"
    r"热合曼|努尔(?:兰|古丽|别克)|古丽(?=[的说是在和，。、])|巴特尔|其其格|格日勒|苏日娜|娜仁|斯琴|乌兰|哈斯|朝鲁|那顺"
)


def _surnames(text: str) -> Iterator[tuple[int, int]]:
    """Yield surnames that stand alone: 主任姓耿, 田姓主管, 李某某."""
    for match in _SURNAMED.finditer(text):
        if surname_at(match["name"], 0) == match["name"]:
            yield match.span("name")
    for pattern in (_OF_SURNAME, _SOMEBODY, _SIR):
        for match in pattern.finditer(text):
            if surname_at(text, match.start("name")):
                yield match.span("name") if pattern is _OF_SURNAME else match.span()


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
    for pattern in (_INITIAL, _DOTTED, _OTHER_PEOPLES):
        yield from (match.span() for match in pattern.finditer(text))
