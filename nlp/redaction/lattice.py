"""Reads Chinese text as the likeliest sequence of words and names: a unigram model whose lattice has arcs for people.

A word weighs as jieba's dictionary counts it, a name as its surname and its characters are common in names
(`given.yaml`), both as natural logarithms. What stands beside a name (a title, a verb, a list) makes it likelier.
A name is found where the best path through the text goes through it: `说明` keeps its 说 in 听彭于晏说明年.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any

import yaml

from nlp.exceptions import MissingPackageError
from nlp.redaction.words import ordinary_chinese

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST = 5
# Rarer dictionary words are mostly places, novels' names and slips; all of them would only take memory.
_RAREST = 4
TITLES = (
    "总经理|副总裁|副经理|副主任|副科长|副处长|副院长|副校长|副厂长|副局长|班主任|督导|政委|指导员|督察|馆长|段长|镇长|村长|区长|"
    "县长|台长|社长|机长|车长|船长|列车长|前辈|技师|护工|大叔|大婶|大姨|阿婆|奶奶|师姐|师兄|师弟|师妹|学姐|学长|老总|"
    "总监|总裁|经理|副总|主任|主管|老师|师傅|师父|科长|处长|部长|组长|班长|店长|院长|校长|护士长|队长|厂长|所长|"
    "行长|局长|站长|连长|园长|会长|董事长|书记|医生|大夫|护士|教授|博士|律师|先生|女士|小姐|太太|阿姨|大姐|大哥|大爷|大妈|"
    "同学|同志|秘书|助理|会计|总工|工程师|教练|主编|领班|导师|警官|老板|"
    "哥|姐|姨|叔|嫂|爷|总(?![是部体监裁结之共会算要得觉能有想在统额数经计工量公不让给喜爱被])|"
    "工(?![作资人会厂种时程具业序期单位龄牌号地伤])|"
    "董(?!事)|局(?![面部限势])|处(?![理境分罚于置处])|队(?![伍友列员里])|导(?![致师航向])|科(?![室技目研长])|行(?![业为动程政情不了])|"
    "部(?![门分队件位署长])|校(?![园区长友医车])|院(?![子里长区内方线感士])|婶|伯(?!父母)"
)
_TITLE = re.compile(TITLES)
_FAMILIAR = re.compile("[哥姐姨叔嫂]")
# Words that a person stands behind or in front of. Weights were set on the dev half of the marked texts.
_CALLED = re.compile(r"(?:名叫|我叫|叫做|叫|我是|本人|姓名[:：是]?|名字[是叫]?|署名|联系人[:：]?|同事|@)$")
_ROLE = re.compile(
    rf"(?:{TITLES}|同事|领导|员工|新人|店员|前台|人事|行政|法务|财务|仓管|司机|客户|部|科|组|线)的?$"
)
_BEFORE = frozenset("和跟与被让给找对向听像由请问把替帮连比")
_AFTER = frozenset(
    "的说在是和跟总经常被把让对帮给来走也从抢又真太就不没讲带当天负退告透一去老都这那与报请值先也上"
)
# Of given names and of every sentence: in a name without a surname they say nothing.
_NO_GIVEN = _BEFORE | _AFTER | frozenset("小大多全可")
_LIST = frozenset("、，。！？,.!?；;：: \n（(")
_KINDS = {"full": 0.36, "nick": 0.36, "titled": 0.18, "given": 0.036, "lone": 0.01}
_BONUS = {"called": 5.0, "role": 4.5, "before": 1.0, "after": 0.8, "edge": 0.8, "title": 4.0}
_RARE_GIVEN = 3e-5
_DOUBLED = 0.1
# Characters of a given name that may stand alone (秀兰, 子轩) are of the two commoner tiers.
_COMMON_GIVEN = log(0.001)
# Four given names in five have two characters.
_CHARACTERS = {1: log(0.4), 2: log(1.6)}
# A person whom jieba's dictionary lists is likelier met than its novels have it.
_LISTED = 3.0
# A surname alone is seldom a word of its own: most of jieba's counts of 王 and 李 come from names.
_SURNAME_ALONE = {0.009: 2.0, 0.002: 1.0}
# What every workplace says and jieba's novels do not.
_OURS = log(3e-4)
_DOUBTFUL = frozenset(
    "花方任费常乐于成谈计明项路梅盛高应单包左全班从阴容向古易广东利关权游文车连边管解支万白印怀索简宣束富农司曲封储华元习沙阳曾黄温"
    "安何金石江马林田"
)
# An unknown character counts as if it stood once in jieba's text.
_UNSEEN = -17.9


@dataclass(frozen=True, slots=True)
class _Tables:
    """Logarithms of the weights of words, of people that the dictionary lists, of surnames and given-name characters."""

    words: dict[str, float]
    people: dict[str, float]
    surnames: dict[str, float]
    given: dict[str, float]


def _tiers(rows: dict[float, str]) -> dict[str, float]:
    """Return character -> logarithm; the commonest tier that lists a character wins."""
    found: dict[str, float] = {}
    for weight, signs in sorted(rows.items(), reverse=True):
        for sign in signs.replace(" ", ""):
            found.setdefault(sign, log(weight))
    return found


def _names_somebody(word: str, tag: str, surnames: dict[str, float]) -> bool:
    """Say whether a dictionary entry is a person: those are weighed as names, or every 李娜 would be a word."""
    if not tag.startswith(("nr", "nz")) or word[0] not in surnames:
        return False
    return surnames[word[0]] >= log(2e-3) or (len(word) == 3 and tag.startswith("nr"))


def _discounted(words: dict[str, float], surnames: dict[str, float]) -> dict[str, float]:
    """Return the weights of surnames that are hardly ever words; those in `_DOUBTFUL` often are."""
    return {
        sign: words[sign]
        - next((less for floor, less in _SURNAME_ALONE.items() if weight >= log(floor)), 0.0)
        for sign, weight in surnames.items()
        if sign in words and sign not in _DOUBTFUL
    }


def _dictionary() -> Path:
    """Return where jieba's word list lies; the package itself is not imported, only its file is read."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise MissingPackageError(package="jieba", needed_for="reading Chinese names")
    return Path(spec.origin).with_name("dict.txt")


@cache
def tables() -> _Tables:
    """Load the tables once, about a third of a second."""
    made: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("given.yaml").read_text("utf-8"))
    surnames = _tiers(made["surnames"]) | {name: log(1e-2) for name in made["compound"].split()}
    given = _tiers(made["given"])
    words: dict[str, float] = {}
    people: dict[str, float] = {}
    total = log(60_101_967)  # the sum of the counts in jieba's dictionary
    with _dictionary().open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split(" ", 2)
            if len(word) > _LONGEST or int(count) < _RAREST:
                continue
            somebody = len(word) > 1 and _names_somebody(word, tag, surnames)
            (people if somebody else words)[word] = log(int(count)) - total
    for word in ordinary_chinese():
        words[word] = max(words.get(word, _OURS), _OURS)
        people.pop(word, None)
    return _Tables(words | _discounted(words, surnames), people, surnames, given)


def surname_at(text: str, start: int) -> str:
    """Return the surname that begins at `start`, compound ones first; empty if none does."""
    known = tables().surnames
    for size in (2, 1):
        if text[start : start + size] in known:
            return text[start : start + size]
    return ""


def _around(text: str, start: int, end: int) -> float:
    """Return how much likelier a name is made by what stands before and behind it."""
    before, after = text[max(0, start - 5) : start], text[end : end + 1]
    bonus = 0.0
    if _CALLED.search(before):
        bonus += _BONUS["called"]
    elif _ROLE.search(before):
        bonus += _BONUS["role"]
    elif not before or before[-1] in _LIST:
        bonus += _BONUS["edge"]
    elif before[-1] in _BEFORE:
        bonus += _BONUS["before"]
    if _TITLE.match(text, end):
        return bonus + _BONUS["title"]
    if not after or after in _LIST:
        return bonus + _BONUS["edge"]
    return bonus + (_BONUS["after"] if after in _AFTER else 0.0)


def _given(part: str) -> float:
    known = tables().given
    if len(part) == 2 and part[0] == part[1]:  # 多多, 巍巍: one choice, not two
        return known.get(part[0], log(_RARE_GIVEN)) + log(_DOUBLED)
    return sum(known.get(sign, log(_RARE_GIVEN)) for sign in part)


def _whole_names(text: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield people with a surname: 王建国, 欧阳雪, and 王 where a title follows."""
    family = surname_at(text, start)
    if not family:
        return
    stop, weight = start + len(family), tables().surnames[family]
    for end in (stop + 1, stop + 2):
        if _HAN_RUN.fullmatch(text, stop, end):
            yield end, log(_KINDS["full"]) + _CHARACTERS[end - stop] + weight + _given(text[stop:end])
    if _TITLE.match(text, stop):
        yield stop, log(_KINDS["titled"]) + weight


def _familiar_names(text: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield 小王, 阿芳, 大刘, 秀兰, and 芳 where 姐 or 哥 follows."""
    made, sign, following = tables(), text[start], text[start + 1 : start + 2]
    if sign in "老小阿" and following:
        if following in made.surnames:
            yield start + 2, log(_KINDS["nick"]) + made.surnames[following]
        if sign == "阿" or following in made.given:
            yield start + 2, log(_KINDS["given"]) + _given(following)
    if sign == "大" and following in made.surnames and following not in _DOUBTFUL:
        yield start + 2, log(_KINDS["nick"]) + made.surnames[following]
    pair = text[start : start + 2]
    common = min(made.given.get(one, _UNSEEN) for one in pair) >= _COMMON_GIVEN
    if len(pair) == 2 and common and _NO_GIVEN.isdisjoint(pair):  # two make a name
        yield start + 2, log(_KINDS["lone"]) + _given(pair)
    if sign in made.given and _FAMILIAR.match(text, start + 1):
        yield start + 1, log(_KINDS["given"]) + _given(sign)


def _people(text: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield (end, logarithm) of every reading of `text` at `start` as a person."""
    people = tables().people
    for end in range(start + 2, start + _LONGEST):
        if text[start:end] in people:
            yield end, people[text[start:end]] + _LISTED
    yield from _whole_names(text, start)
    yield from _familiar_names(text, start)


def _arcs(text: str, start: int, stop: int) -> Iterator[tuple[int, float, bool]]:
    """Yield (end, logarithm, whether a person) of everything that may begin at `start` and ends by `stop`."""
    words = tables().words
    yield start + 1, words.get(text[start], _UNSEEN), False
    for end in range(start + 2, min(stop, start + _LONGEST) + 1):
        known = words.get(text[start:end])
        if known is not None:
            yield end, known, False
    for end, weight in _people(text, start):
        if end <= stop:
            yield end, weight + _around(text, start, end), True


def _run(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the names on the best path through one stretch of Chinese characters (Viterbi), last first."""
    best = [0.0] + [float("-inf")] * (stop - begin)
    back = [(0, False)] * (stop - begin + 1)
    for start in range(begin, stop):
        for end, weight, person in _arcs(text, start, stop):
            if best[start - begin] + weight > best[end - begin]:
                best[end - begin] = best[start - begin] + weight
                back[end - begin] = (start, person)
    place = stop
    while place > begin:
        start, person = back[place - begin]
        if person:
            yield start, place
        place = start


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of people's names in the Chinese stretches of a text, last first in each stretch."""
    for match in _HAN_RUN.finditer(text):
        yield from _run(text, *match.span())
