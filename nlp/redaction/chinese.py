"""Finds people in Chinese text that no roster lists: 老王, 小李, 冯总, 王经理, 张伟, and names after 叫 or 我是."""

import re
from collections.abc import Iterator

import rjieba

from nlp.redaction.roster import COMPOUND
from nlp.redaction.words import is_ordinary

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦昌马苗花方俞任袁柳"
    "史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝"
    "董梁杜阮蓝闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房解应宗丁宣邓郁单洪包左石崔吉龚程邢"
    "裴陆荣翁荀甄曲封储靳段富乌焦巴牧谷车侯宓全班仇甘厉戎武符刘景詹束龙叶司黎薄印白怀蒲从索赖卓蔺屠蒙池乔阴翟谭申冉"
    "牛边燕冀尚农温庄柴瞿阎连习艾容向古易廖耿匡文寇广东欧沃利聂关肖涂佟闫覃晏宁仝丘简饶曾沙丰权游阳"
)
_DOUBTFUL = frozenset(
    "花方任费常乐于成谈计明项路梅盛高应单包左全班从阴容向古易广东利关权游文车连边管解支万白印怀索简宣束富农司曲封储华元习沙阳曾黄温安路"
)  # one set
# Characters that given names are made of.
_GIVEN = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉红建国志文海燕天婷雪梅晓东小子豪浩鹏飞宇辰欣怡梓涵诗琪佳颖慧莉琳"
    "凤珍贵福生根荣华庆祥瑞龙虎斌彬峰岩松林森鑫淼晨曦阳光辉耀宏鸿博俊峻凯旋毅诚信义仁德良贤哲睿智思远翔航帆卓越群立学"
    "春夏秋冬月云霄雯露霜冰洁莹瑶珊琴瑟书画美菊莲荷竹柏楠桐椿蓉薇萍萱蕾芬芸茜倩媛娇妍婉婷姣嫣娅雅韵若如依可心悦乐安康"
    "宁泽润清源江河波涵渊潇淑沛永恒长久新元亮昊昕旭昌盛兴旺发达振威武胜利民权正道成功业勤俭朴素金银铜铁钢磊石岭山川"
)
_AFTER = frozenset("的说在是和跟总经常被把让对帮给来走也从抢，。！？、,.!? 了又真太就不没")
_PREFIX = "老小阿"
TITLES = (
    "总经理|副总裁|总监|总裁|经理|副总|主任|主管|老师|师傅|师父|科长|处长|部长|组长|班长|店长|院长|校长|护士长|队长|厂长|所长|"
    "行长|局长|书记|医生|大夫|护士|教授|博士|律师|先生|女士|小姐|同学|秘书|助理|会计|总工|工程师|教练|主编|领班|"
    "老板|哥|姐|姨|叔|总(?![是部体监裁结之共会算要得觉能有想在统额数经计工量公])|"
    "工(?![作资人会厂种时程具业序期单位程龄牌号])|"
    "董(?!事)|局(?![面部限])|处(?![理境分罚于罚置])"
)
_NAME = "".join(sorted(SURNAMES))
_TITLED = re.compile(
    rf"(?P<name>(?:{'|'.join(sorted(COMPOUND))}|[{_NAME}])(?:[\u4e00-\u9fff]{{1,2}}?)?)(?:{TITLES})"
)
_BARE_TITLED = re.compile(rf"(?:{'|'.join(sorted(COMPOUND))}|[{_NAME}])(?:{TITLES})")
_CALLED = re.compile(
    rf"(?:名叫|叫做|叫|我是|本人|姓名[:：是]?|名字[是叫]|署名|联系人[:：]?|@)(?P<name>(?:{'|'.join(sorted(COMPOUND))}|[{_NAME}])[\u4e00-\u9fff]{{1,2}}?)(?=[，。,.！!？?；;、\s（(]|的|说|在|是|和|跟|，|$)"
)
_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z](?:总|工|经理|主管|主任|姐|哥|老师)(?![是部体作资人会])")


def _boundaries(text: str) -> tuple[set[int], list[tuple[int, str]]]:
    """Return where words begin or end, and the words with where they begin."""
    place, edges, words = 0, {0}, []
    for word in rjieba.cut(text):
        words.append((place, word))
        place += len(word)
        edges.add(place)
    return edges, words


def _ordinary_around(text: str, start: int, longest: int = 5) -> bool:
    """Say whether an ordinary word of two characters or more begins at `start`."""
    return any(is_ordinary(text[start : start + size], "zh") for size in range(2, longest + 1))


def _nicknames(text: str, edges: set[int]) -> Iterator[tuple[int, int]]:
    for start, sign in enumerate(text[:-1]):
        if sign not in _PREFIX or text[start + 1] not in SURNAMES or _ordinary_around(text, start):
            continue
        if start + 2 in edges and (start in edges or sign == "老"):
            following = text[start + 1 : start + 3]
            if not (text[start + 1] in _DOUBTFUL and is_ordinary(following, "zh")):
                yield start, start + 2


def _titled(text: str, edges: set[int]) -> Iterator[tuple[int, int]]:
    for match in _BARE_TITLED.finditer(text):
        start = match.start()
        if start in edges and not _ordinary_around(text, start, 3):
            yield match.span()
        elif start and text[start - 1] in _PREFIX:
            yield start - 1, match.end()
    for match in _TITLED.finditer(text):
        start, end = match.span("name")
        name = match.group("name")
        if start in edges and end in edges and len(name) > 1 and not _ordinary_around(text, start, 4):
            if name[0] in _DOUBTFUL and any(is_ordinary(name[i : i + 2], "zh") for i in range(len(name) - 1)):
                continue
            if len(rjieba.cut(name)) == 1 or name[0] not in _DOUBTFUL:
                yield match.span()


def _tagged(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for word, flag in rjieba.tag(text):
        begins_like_a_name = word[:1] in SURNAMES or word[:2] in COMPOUND
        if (
            flag.startswith("nr")
            and begins_like_a_name
            and 2 <= len(word) <= 4
            and not _ordinary_around(text, place, 4)
        ):  # length of Chinese names
            yield place, place + len(word)
        place += len(word)


def _full(text: str, edges: set[int]) -> Iterator[tuple[int, int]]:
    """Family name and given name of usual characters, where the words around leave room for them."""
    for start in sorted(edges):
        sign = text[start : start + 1]
        if sign not in SURNAMES or _ordinary_around(text, start, 4):
            continue
        for size in (3,) if sign in _DOUBTFUL else (3, 2):
            end, given = start + size, text[start + 1 : start + size]
            fits = len(given) == size - 1 and end in edges and all(part in _GIVEN for part in given)
            if fits and (size == 3 or end == len(text) or text[end] in _AFTER):
                yield start, end
                break


def chinese_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of people's names in Chinese text; spans may overlap."""
    edges, _ = _boundaries(text)
    yield from _nicknames(text, edges)
    yield from _titled(text, edges)
    yield from _tagged(text)
    yield from _full(text, edges)
    for match in _CALLED.finditer(text):
        if not is_ordinary(match.group("name"), "zh") and not _ordinary_around(text, match.start("name"), 3):
            yield match.span("name")
    yield from (match.span() for match in _INITIAL.finditer(text))
