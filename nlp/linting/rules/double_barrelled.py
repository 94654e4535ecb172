"""Two questions in one: the answer to one part need not be the answer to the other."""

import re

from nlp.linting.editing import outside_brackets, replaced
from nlp.linting.question import Finding, Wording

WHY = {
    "en": "It asks about two things at once, and somebody may see them differently: ask one question for each.",
    "zh": "一个问题里问了两件事，答题人对两者的看法可能不同：请拆成两个问题分别提问。",
}
# One idea in two words: terms of the trade and fixed phrases.
_ONE_IDEA_EN = re.compile(
    r"\b(?:terms and conditions|health(?:,)? (?:and|&) safety|safety and health|research and development"
    r"|learning and development|training and development|diversity(?:, equity)? and inclusion|equity and inclusion"
    r"|pros and cons|rules and regulations|policies and procedures|roles and responsibilities"
    r"|goals and objectives|aims and objectives|health and well-?being|time and attendance|profit and loss"
    r"|supply and demand|questions and answers|sales and marketing|people and culture|wear and tear"
    r"|more and more|again and again|over and over|time and (?:time )?again|up and running|first and foremost"
    r"|back and forth|trial and error|now and (?:then|again)|day and night|peace and quiet|bed and breakfast"
    r"|mergers and acquisitions|arts? and crafts?|black and white|give and take|ups and downs|by and large"
    r"|(?:\w+ )?work and (?:\w+ ){0,2}(?:life|family|home|free time)(?: \w+)?|(?:life|family|home) and work"
    r"|new and (?:better|improved)|each and every|one and only|loud and clear|safe and sound|food and drink"
    r"|equal opportunit(?:y|ies) and diversity|fair and square|open and honest|accounts? (?:payable )?and receivable"
    r"|operations and maintenance|repair and maintenance|command and control|bits and pieces|nine and five"
    r"|(?:hours?|days?|years?|weeks?|months?) and (?:a half|\d+))\b", re.IGNORECASE
)  # fmt: skip
_PEOPLE = (
    r"(?:my |your |our |the |their )?(?:direct |line |immediate |own )?"
    r"(?:manager|supervisor|boss|team|colleagues?|team ?mates?|co-?workers?|others?|leader|lead|you|I|me|we|us)"
)
_TOGETHER_EN = re.compile(
    rf"\b{_PEOPLE} and (?:I|me|you|we|us)\b|\b(?:I|you|we) and {_PEOPLE}\b"
    r"|\bbetween\b[^?.!,;]*?\band\b|\b(?:balanc|combin|reconcil|juggl|compar|bridg)\w*\b[^?.!,;]*?\b(?:and|with)\b"
    r"|\b(?:relationship|cooperation|collaboration|communication|balance|difference|match|fit)s? (?:of|between|among)"
    r"[^?.!,;]*?\band\b|\b(?:please|choose|select|tick|think)\b[^?.!;]*?\band\b|\bcome and\b|\bgo and\b|\btry and\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|\d+) and (?:one|two|three|four|\d+)\b", re.IGNORECASE
)  # fmt: skip
_JOIN_EN = re.compile(
    r",? (?:and/or|and(?: also)?|as well as|but also|along with|plus|&) |(?<=\w)/(?=[a-z]{3})"
)
_OR_EN = re.compile(
    r"\b(\w+(?:ful|able|ible|ive|ous|ed|ic|al|ant|ent|fair|fast|kind|clear|easy|good|useful|stressed|tired|bored|happy"
    r"|helpful|ing)) or (?:too |not |even |un)?(\w+(?:ful|able|ible|ive|ous|ed|ic|al|ant|ent|ing)"
    r"|fair|fast|kind|clear|easy|good|sad|happy|bored|tired|late|slow|angry|anxious)\b"
    r"|\b(?:pay|salary|benefits|bonus|training|manager|supervisor|workload|hours|colleagues|culture|tools|equipment"
    r"|leadership|communication|career|promotion)s? or (?:your |the |our |my )?(?:pay|salary|benefits|bonus|training"
    r"|manager|supervisor|workload|hours|colleagues|culture|tools|equipment|leadership|communication|career"
    r"|promotion)s?\b", re.IGNORECASE
)  # fmt: skip
_CHOICE_EN = re.compile(r"\b(?:prefer|rather|whether|which|choose|either|would you like)\b", re.IGNORECASE)
# The second part ends where its sentence goes on about both.
_REST_EN = re.compile(
    r"[^,.?!;]*?(?= (?:in|at|with|to|for|from|of|by|on|about|when|if|during|within|over|this|last|here) |[,.?!;]|$)"
)

_ONE_IDEA_ZH = re.compile(
    "安全[与和]健康|健康[与和]安全|职业健康[与和]?安全|身心[与和]?健康|研究[与和]开发|研究[与和]发展|学习[与和]发展|培训[与和]发展"
    "|招聘[与和]配置|条款[与和]条件|条款[及和]细则|工作[与和、](?:\\S{0,3})?(?:生活|家庭)(?:之间)?|(?:生活|家庭)[与和、]工作"
    "|多元[与和、]?包容|多元化[与和]包容性?|平等[与和]包容|供应[与和]需求|权利[与和]义务|权责|规章[与和]制度|利[与和]弊|得[与和]失"
    "|人力资源[与和]行政|销售[与和]市场|环境[、与和]健康[、与和]安全|新的、更好|[一二两三四五六七八九十几]、[一二两三四五六七八九十]"
    "|新员工[和与]老员工之间"
)
_TOGETHER_ZH = re.compile(
    "(?:^|[，。？！；：、\\s]|我|您|你|我们|你们|他们|大家|能|会|可以|愿意|需要|是否|经常|时常|主动|常常|必须|来|去|并|都|也"
    "|所|在|时候?|中|里|上级|经理|领导|主管|期望|目标|工作量|岗位|职责|薪酬|薪资|收入|能力)"
    "[与和跟同](?=[^，。？！；]{0,14}?(?:沟通|合作|协作|相处|交流|共事|讨论|一起|相比|有关|相关|一致|匹配|对比|互动|打交道"
    "|之间|的关系|分享|谈|聊|相符|相称|联系|商量|配合|建立|挂钩|成正比|同步|相当|平衡))"
    "|[与和]我(?:共事|谈|讨论|沟通|一起|同)|[我您你](?:和|与)(?:我的|您的|你的)?(?:直属|直接)?(?:上级|经理|同事|主管|团队|领导|家人|同伴)"
    "|(?:上级|经理|同事|主管|团队|领导)[们]?[和与][我您你]|[和与][^，。？！；]{1,8}之间|兼顾[^，。？！]*?[和与]"
    "|平衡[^，。？！]*?[和与]|(?:例如|比如|诸如|包括|如：)[^。？！]*|选择?[^。？！]{0,6}并"
)
_JOIN_ZH = re.compile(
    "以及|并且|而且|同时(?!间)|不仅|不但|既(?=[^，。？！]{1,12}又)|兼具|(?<!来不)(?<![涉普提顾波触累危])及(?![时格早其])"
    "|(?<![而并尚姑暂况])且(?!慢)|或者(?!说)|(?<![合归兼吞一])并(?![不非没未购行列发])|(?<![温柔祥附随共总平缓应暖饱融])和(?![谐平睦解气蔼])"
    "|(?<![参给赋授])与(?![否其会时众])|、|(?<![抑])或(?![许多者])"
)
_CHOICE_ZH = re.compile("还是|哪一?[个种项类些]|选择")


def _protected(text: str, *patterns: re.Pattern[str]) -> list[tuple[int, int]]:
    return [match.span() for pattern in patterns for match in pattern.finditer(text)]


def _free(match: re.Match[str], kept: list[tuple[int, int]]) -> bool:
    return not any(match.start() < stop and match.end() > start for start, stop in kept)


def _english(text: str) -> re.Match[str] | None:
    read = outside_brackets(text)
    kept = _protected(read, _ONE_IDEA_EN, _TOGETHER_EN)
    found = next((match for match in _JOIN_EN.finditer(read) if _free(match, kept)), None)
    if found is None and not _CHOICE_EN.search(read):
        found = next((match for match in _OR_EN.finditer(read) if _free(match, kept)), None)
    return found


def _chinese(text: str) -> re.Match[str] | None:
    read = outside_brackets(text)
    kept = _protected(read, _ONE_IDEA_ZH, _TOGETHER_ZH)
    choice = _CHOICE_ZH.search(read)
    for match in _JOIN_ZH.finditer(read):
        if _free(match, kept) and not (choice and match.group() in {"或", "或者", "、"}):
            return match
    return None


def _first_half_en(text: str, match: re.Match[str]) -> str:
    at = match.start() if match.re is _JOIN_EN else match.start() + match.group().lower().index(" or ")
    rest = match.end() if match.re is _JOIN_EN else at + 4
    more = _REST_EN.match(text, rest)
    return replaced(text, at, more.end() if more else len(text))


def _first_half_zh(text: str, match: re.Match[str]) -> str:
    if match.group() in {"不仅", "不但", "既"}:
        stop = re.compile("[，,、]|而且|还|又|也").search(text, match.end())
        end = re.compile("[。？！?]|$").search(text, match.end())
        return (
            text[: match.start()]
            + text[match.end() : stop.start() if stop else None]
            + (end.group() if end else "")
        )
    tail = re.compile("是否|满意|怎么样|如何|的?看法|吗|[，。？！；?]|$").search(text, match.end())
    before = text[: match.start()].rstrip("，,、 ")
    rest = text[tail.start() :] if tail else ""
    if tail and re.match("[，；]", rest):
        rest = re.sub("^[，；].*?([。？！?]?)$", r"\1", rest)
    return before + rest


def check(question: Wording) -> list[Finding]:
    """Return the first join of two ideas; the rewrite asks about the first of them."""
    text = question.text
    match = _english(text) if question.lang == "en" else _chinese(text)
    if match is None:
        return []
    rewrite = _first_half_en(text, match) if question.lang == "en" else _first_half_zh(text, match)
    return [Finding(match.start(), match.end(), rewrite)]
