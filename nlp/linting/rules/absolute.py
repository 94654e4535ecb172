"""Words that leave no exception: hardly anybody can agree, so the answers say little."""

import re

from nlp.linting.editing import outside_brackets, replaced
from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.absolute import softened_en

WHY = {
    "en": "An absolute leaves no room for exceptions, so that hardly anybody can agree with it: say how much or how often.",
    "zh": "绝对化的说法不留例外，几乎没有人能如实同意：请改为询问程度或频率。",
}
_SOFTER = {
    "always": "mostly", "never": "hardly ever", "everyone": "most people", "everybody": "most people", "nobody": "hardly anyone",
    "no one": "hardly anyone", "none": "few", "nothing": "little", "nothing ever": "little", "every": "most", "all": "most", "completely": "", "totally": "",
    "entirely": "", "absolutely": "", "fully": "", "100%": "", "perfectly": "", "without exception": "", "at all times": "mostly",
    "every time": "in most cases", "constantly": "mostly", "each and every": "most", "everything": "most things", "invariably": "mostly",
    "impossible": "difficult", "utterly": "", "anyone": "many people", "whatsoever": "", "forever": "", "every single": "most", "ever": "",
    "100 percent": "", "100 percent of the time": "mostly", "100% of the time": "mostly", "100 %": "", "under no circumstances": "hardly ever", "in every way": "", "all the time": "in most cases",
}  # fmt: skip
_EN = re.compile(
    r"\b(?:without exception|at all times|every time|each and every|every single|all the time|under no circumstances|in every way"
    r"|always|never|everyone|everybody|nobody|no one|none|nothing(?: ever)?|completely|totally|entirely|absolutely|perfectly|utterly|invariably"
    r"|constantly|whatsoever|everything|100 ?(?:%|percent\b)(?: of the time)?"
    r"|every (?!day|week|month|year|hour|morning|evening|quarter|night|two|three|four|six|other|now|second|third|few|\d|so often)(?=\w)"
    r"|(?<!of )(?<!above )(?<!after )(?<!first of )(?<!at )(?<!over)all (?!that apply|in all|things considered|applicable|day\b|right|over|in all|hands|staff meeting|told)(?=\w))",
    re.IGNORECASE,
)  # fmt: skip
_NOT_EN = re.compile(
    r"\b(?:everyone|everybody|we all|nobody|no one) (?:knows?|agrees?|doubts?|denies|would (?:deny|doubt))\b(?=.*\?)|\b(?:nobody|no one) (?:has|have) (?:\w+ ){1,8}(?:to |for |with )?me\b|\beverything (?:you|I|we|that)\b|\b(?:choose|select|tick|mark|check) (?:all|every\w*|none)\b[^.?!]*|\ball (?:things )?considered\b|\b(?:not|almost|nearly) (?:always|all|every\w*|completely|entirely|fully|totally)\b"
    r"|\bhow (?:often|completely)\b[^?]*\b(?:always|never)\b|\b(?:never|always) (?:to|/|,|=|–|-)|= ?(?:always|never)|\b(?:\"|“|')(?:always|never|all|none)\b"
    r"|\bfirst of all\b|\babove all\b|\bnothing (?:else|to add)\b|\bnone of (?:the above|these)\b|\bif (?:nothing|none)\b|\ball-?\s?hands\b|\ball day\b",
    re.IGNORECASE,
)
_ZH_SOFTER = (
    ("从(?:来(?:都)?)?没有?(?=人|时间|机会|空)", "很少有"),
    ("从来(?:都)?(?:不|没有?)|从不|从未|从没有?|绝不|决不|绝对不|永不|毫不|一点(?:儿)?[也都]不", "很少"),
    ("总是|永远|始终|一直都|一向都|每次都?|无时无刻不?|时时刻刻|(?:在)?任何时候都?|一贯|每时每刻|无论何时都?", "在多数情况下"),
    ("(?:没有|无)(?:任何)?(?:一个)?(?:任何)?人", "很少有人"),
    ("(?:每个|每一个|每位|每一位)(?:人|员工|同事|成员|领导|管理者|经理)(?:都)?|人人都?|所有人(?:都)?|谁都|大家全都|全体(?:员工)?(?:都)?", "多数人都"),
    ("(?<!在)(?:每个|每一个|每位|每一位|每项|每一[项条次件份名间家台处])(?!(?:月|季度|星期|小时|工作日|普通))|所有(?:的)?(?!者|制|权)(?=[\u4e00-\u9fff])|全部(?:的)?(?=[\u4e00-\u9fff][^，？?]*。$|[^，。？]{0,6}都)|没有一个|(?:全都|统统|通通)", "多数"),
    ("一切", "多数方面"),
    ("百分之百|百分百|100\\s*[%％]|完完全全|彻底|绝对|毫无例外地?|无一例外地?|毫无|完全|十全十美|任何|无所不", ""),
)  # fmt: skip
_NOT_ZH = re.compile(
    "(?:选择|勾选|选出)[^。？]{0,4}(?:所有|全部)[^。？]*|(?:所有|全部)(?:适用|符合|选项)|完全(?:不)?(?:同意|符合|赞同|不同意)|从不[^，。？感觉]{0,3}(?:到|至|—|-|=|＝|/)[^，。？]*"
    "|毫无(?:疑问|意义|关系|准备)|完全(?:没有可能|不可能)|每个普通|每[天日周月年]|从未来|(?:不|并不|并非|没有?|不是)相信[^，。？]*毫无|(?:其他|其它|(?<!没)有)任何|任何(?:建议|意见|补充|想法|其他|问题|反馈)(?![^，。？]{0,4}都)|(?:还|尚)没有人|没有人(?:向|给|跟|和|与|对|告诉|问过?)我|所有[^，。？]{1,5}[中里]，|所有[^，。？]{1,6}当中|(?:不|并不|并非)(?:总是|完全|一定|是所有|所有)|几乎(?:总是|所有|每)|[1-7１-７][=＝]?(?:从不|总是|完全)"
    "|每个(?:月|季度|星期|小时|工作日)|每次(?:会议|面谈|培训)?(?:大约|平均|多久|多长|需要)|彻底(?:了解|调查)|所有制|全部门"
)


def _first(pattern: re.Pattern[str], excluded: re.Pattern[str], text: str) -> re.Match[str] | None:
    kept = [match.span() for match in excluded.finditer(text)]
    return next(
        (m for m in pattern.finditer(text) if not any(m.start() < b and m.end() > a for a, b in kept)), None
    )


def check(question: Wording) -> list[Finding]:
    """Return the first absolute of the text; labels of a frequency scale are not part of it."""
    text = outside_brackets(question.text)
    if question.lang == "en":
        match = _first(_EN, _NOT_EN, text)
        if match is None:
            return []
        softer = _SOFTER.get(match.group().lower().strip(), "")
        space = " " if match.group().endswith(" ") else ""
        return [Finding(*match.span(), softened_en(question.text, *match.span(), softer + space))]
    for pattern, words in _ZH_SOFTER:
        if match := _first(re.compile(pattern), _NOT_ZH, text):
            return [Finding(*match.span(), replaced(question.text, *match.span(), words))]
    return []
