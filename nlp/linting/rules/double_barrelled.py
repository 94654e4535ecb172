"""Two questions in one: the answer to one part need not be the answer to the other."""

import re

from nlp.linting.editing import outside_brackets
from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.double_barrelled import first_of_two_en, first_of_two_zh

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
    r"(?:manager|supervisor|boss|team|colleagues?|team ?mates?|co-?workers?|others?|leader|lead|you|I|me|we|us|the rest of [^,.?!]{3,20}|the others?)"
)
_TOGETHER_EN = re.compile(
    rf"\b{_PEOPLE} and (?:I|me|you|we|us)\b|\b(?:I|you|we) and {_PEOPLE}\b"
    r"|\bbetween\b[^?.!,;]*?\band\b|\b(?:balanc|combin|reconcil|juggl|compar|bridg)\w*\b[^?.!,;]*?\b(?:and|with)\b"
    r"|\b(?:relationship|cooperation|collaboration|communication|balance|difference|match|fit)s? (?:of|between|among)"
    r"[^?.!,;]*?\band\b|\b(?:please|choose|select|tick|think)\b[^?.!;]*?\band\b|\bcome and\b|\bgo and\b|\btry and\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|\d+) and (?:one|two|three|four|\d+)\b"
    # What they do with one another is one thing; so is the key of a scale, and what a question asks to keep in mind.
    r"|[^.?!;]*\band\b[^.?!;]*\b(?:each other|one another)\b"
    r"|\b(?:stands? for|means?)\b[^.?!,;]*\band\b[^.?!,;]*\b(?:stands? for|means?)\b"
    r"|, and (?:taking|considering|bearing|keeping|given|thinking|depending|compared)\b"
    r"|\b(?:day|night|early|late|morning|evening)s? (?:and|or) (?:day|night|early|late|morning|evening|weekend)s?\b"
    r"|\b(?:in the |at )?(?:morning|evening|night|weekend)s? or (?:in the |at )?(?:night|evening|weekend)s?\b", re.IGNORECASE
)  # fmt: skip
_JOIN_EN = re.compile(
    r",? (?:and/or|and(?: also)?|as well as|but also|along with|plus|&) |(?<=\w)/(?=[a-z]{3})"
)
_OR_EN = re.compile(
    r"\b(\w*(?:ful|able|ible|ive|ous|ed|ic|al|ant|ent|fair|fast|kind|clear|easy|good|useful|stressed|tired|bored|happy"
    r"|helpful|ing)) or (?!(?:un|in|dis)\1\b)(?:too |not |even |un)?(\w+(?:ful|able|ible|ive|ous|ed|ic|al|ant|ent|ing)"
    r"|fair|fast|kind|clear|easy|good|sad|happy|bored|tired|late|slow|angry|anxious)\b"
    r"|\b(?:pay|salary|benefits|bonus|training|manager|supervisor|workload|hours|colleagues|culture|tools|equipment"
    r"|leadership|communication|career|promotion)s? or (?:your |the |our |my )?(?:pay|salary|benefits|bonus|training"
    r"|manager|supervisor|workload|hours|colleagues|culture|tools|equipment|leadership|communication|career"
    r"|promotion)s?\b", re.IGNORECASE
)  # fmt: skip
_CHOICE_EN = re.compile(r"\b(?:prefer|rather|whether|which|choose|either|would you like)\b", re.IGNORECASE)

_ONE_IDEA_ZH = re.compile(
    "安全[与和]健康|健康[与和]安全|职业健康[与和]?安全|身心[与和]?健康|研究[与和]开发|研究[与和]发展|学习[与和]发展|培训[与和]发展"
    "|招聘[与和]配置|条款[与和]条件|条款[及和]细则|工作[与和、](?:\\S{0,3})?(?:生活|家庭)(?:之间)?|(?:生活|家庭)[与和、]工作"
    "|多元[与和、]?包容|多元化[与和]包容性?|平等[与和]包容|供应[与和]需求|权利[与和]义务|权责|规章[与和]制度|利[与和]弊|得[与和]失"
    "|人力资源[与和]行政|销售[与和]市场|环境[、与和]健康[、与和]安全|新的、更好|[一二两三四五六七八九十几]、[一二两三四五六七八九十]"
    "|新员工[和与]老员工之间|(?:[白早中晚夜日]班)[和与、或](?:[白早中晚夜日]班)|(?:上午|下午|白天|晚上|夜里|夜间|周末|平日|早上)[和与或、](?:上午|下午|白天|晚上|夜里|夜间|周末|平日|节假日)"
)
_TOGETHER_ZH = re.compile(
    "(?:^|[，。？！；：、\\s]|我|您|你|我们|你们|他们|大家|能|会|可以|愿意|需要|是否|经常|时常|主动|常常|必须|来|去|并|都|也"
    "|所|在|时候?|中|里|上级|经理|领导|主管|期望|目标|工作量|岗位|职责|薪酬|薪资|收入|能力)"
    "[与和跟同](?=[^，。？！；]{0,14}?(?:沟通|合作|协作|相处|交流|共事|讨论|一起|相比|有关|相关|一致|匹配|对比|互动|打交道"
    "|之间|的关系|分享|谈|聊|相符|相称|联系|商量|配合|建立|挂钩|成正比|同步|相当|平衡))"
    "|[与和]我(?:共事|谈|讨论|沟通|一起|同)|[我您你](?:和|与)(?:我的|您的|你的)?(?:直属|直接)?(?:上级|经理|同事|主管|团队|领导|家人|同伴)"
    "|(?:上级|经理|同事|主管|团队|领导)[们]?[和与][我您你]|[和与][^，。？！；]{1,8}之间|兼顾[^，。？！]*?[和与]"
    "|平衡[^，。？！]*?[和与]|(?:例如|比如|诸如|包括|如：)[^。？！]*|选择?[^。？！]{0,6}并"
    # "With" and not "and": what is set beside something, and what is done with a person.
    "|[与和跟同][^，。？！；]{1,30}?(?:相比|相似|相同|不同|一样|有别|区别|差异|差距|吻合|相符|相匹配|匹配|挂钩|相一致|一致|对齐|冲突|衔接|矛盾|对立|摩擦|[合对配接]得[上来])"
    "|(?:定期|经常|每[天周月年]|当面|私下|通常)[与和跟同](?=[^，。？！；]{1,10}?(?:谈|聊|沟通|交流|讨论|商量|见面|会面|合作|分享))"
    "|[与和跟同](?=(?:[您你我他她]|他人|别人|对方|(?:您的|你的|我的|直接|直属)*(?:主管|上级|同事|领导|经理|导师|客户|顾客|下属|家人|病人|患者|学生|家长|人力资源部?))[^，。？！；]{0,8}?(?:谈|聊|沟通|交流|讨论|商量|见面|会面|合作|协作|配合|分享|对接|共事|相处|接触))"
    # One act after the other, and what the question asks to be done.
    "|^(?:即使|即便|就算|哪怕|如果|要是|只要|虽然|尽管|无论|不管|除了)[^。？！]*?，[^，。？！]{0,6}(?:也|还|又)"
    "|^[^，。]*(?:(?:再|遇到|碰到)[^，。]*|时|后|的时候|的[一-鿿]{1,2})，[^，。？！]{0,6}(?:也|还|又)"
    "|当[^，。？！]*?(?:时|的时候|以后|之后)，|[与和跟同][^，。？！；]{0,12}?(?:互相|相互|彼此|合并|联合|竞争|放在一起)"
    "|请[^。？！]*?并|(?:就|已经?|已)[^，。？！；]{0,6}并|用[^，。？！；]{1,6}(?:代表|表示)[^，。？！；]*?、用"
)
_JOIN_ZH = re.compile(
    "以及|并且|而且|同时(?!间)|不仅|不但|既(?!然)(?=[^。？！]{1,16}(?:又|也|且|还))|兼具|(?<!来不)(?<![涉普提顾波触累危])及(?![时格早其])"
    "|(?<![而并尚姑暂况])且(?!慢)|或者(?!说)|(?<![合归兼吞一])并(?![不非没未购行列发])|(?<![温柔祥附随共总平缓应暖饱融])和(?![谐平睦解气蔼])"
    "|(?<![参给赋授])与(?![否其会时众])|、|(?<![抑])或(?![许多者])|又(?=[^，。？！]{1,4}又)"
    # Two adjectives: "clean and tasty"; after a time the word means "again".
    "|(?<=[^，。？！天日周月年次末期里上]{3})(?<!今天|昨天|上周|本周)又(?=[^，。？！了过被要]{2}[。？]?$)"
    "|[，,](?:[我您他她它]们?|[^，。？！]{1,5})?(?:也|还|又)(?!会不会|许|能否)(?=[^？?]*。$)"
)
# Two statements about the same person side by side: "my manager respects people, keeps promises".
_TWO_STATEMENTS_ZH = re.compile(
    "^(?:我|我的|我们的?|公司的?|团队的?|部门的?)?(?:主管|经理|上级|领导|同事|公司|团队|部门|工作|岗位|组长|班长)(?:们)?(?![^，]*(?:时|时候|后|前|中|里|上|下|来说|而言|内|期间|之外|觉得|认为|知道|相信|希望|清楚|明白|如果|只要)，)"
    "[^，。？！；、]{3,10}(?P<join>，)(?![但所因以让使我您你他她它这那却则不令来用]|帮助|便于|从而|值得|有助|导致)[^，。？！；、]{3,10}。$"
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
    return _TWO_STATEMENTS_ZH.search(read)


def check(question: Wording) -> list[Finding]:
    """Return the first join of two ideas; the rewrite asks about the first of them."""
    text = question.text
    match = _english(text) if question.lang == "en" else _chinese(text)
    if match is None:
        return []
    if question.lang == "zh":
        return [Finding(match.start(), match.end(), first_of_two_zh(text, match))]
    joined = match.re is _JOIN_EN
    start = match.start() if joined else match.start() + match.group().lower().index(" or ")
    return [Finding(*match.span(), first_of_two_en(text, start, match.end() if joined else start + 4))]
