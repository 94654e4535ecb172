"""A time that everybody measures differently: recently, often, 最近, 经常."""

import re

from nlp.linting.editing import outside_brackets
from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.vague_time import with_period_en, with_period_zh

WHY = {
    "en": "Everybody measures this time differently: name a period, such as the last four weeks.",
    "zh": "每个人对这个时间的理解不同：请给出明确的时间范围，例如过去四周。",
}
_EN = re.compile(
    r"\b(?:recently|lately|often|regularly|frequently|sometimes|occasionally|usually|normally|these days|nowadays|soon|(?:for |in )?a (?:long )?while(?: ago)?|from time to time|once in a while|now and (?:then|again)|every so often"
    r"|in the (?:recent |near )?(?:past|future)(?! (?:few|couple))|in recent (?:times|weeks|months|years)|some time ago|long ago|at times|rarely|seldom|periodically|of late|in the old days|previously|formerly|a few (?:weeks|months|days|years) ago|over time|most of the time|for (?:quite )?(?:some|a long) time(?: now)?|at (?:some|one) (?:point|stage|time)|on occasion|back then|typically|generally|shortly|eventually|ages|in the long run|as of late|every now and again|sooner or later|before long|some ?time (?:back|soon)|the other (?:day|week)|(?:in |over |during |for )?the (?:last|past) (?:little )?(?:while|few (?:days|weeks|months|years)|couple of (?:days|weeks|months|years))|in the (?:coming|next) (?:few|couple of) (?:days|weeks|months|years))\b",
    re.IGNORECASE,
)
# "How do you usually ...?" asks for the habit itself, not how often.
_NOT_EN = re.compile(
    r"\bhow (?:often|frequently|regularly|soon|long)\b|\b(?:most |more )recently (?:completed|attended)\b|\bas (?:often|soon|regularly) as\b|\b(?:more|less) (?:often|frequently) than\b|\b(?:as|so) soon as\b|\bsoon(?:er)? after\b|\bgenerally speaking\b|\b(?:how|where|when|what|which|who)\b[^.?!]{0,30}?\b(?:do|does) \w+ (?:usually|normally|typically|generally)\b|\bin a while loop\b",
    re.IGNORECASE,
)
_BOUNDED_EN = re.compile(
    r"\b(?:in|over|during|within|for|since|this|last|past|per|each|every|an?)\b[^,.?]{0,25}?\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|last|past|this|each|every|per|a|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)?\b ?(?:days?|weeks?|months?|quarters?|years?)\b|\b(?:last|this|past) (?:week|month|quarter|year)\b|\bsince (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})\b|\b(?:day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
_ALWAYS_VAGUE_EN = re.compile(
    r"\b(?:a few|(?:last|past|next|coming) (?:few|couple)|in recent|recent)\b", re.IGNORECASE
)
_ZH = re.compile(
    "最近几(?:天|周|个?月|年)|近几(?:天|周|个?月|年)|最近(?:一段时间)?|近期|近来|近段时间|近日|经常|有时候?|偶尔|常常|时常|时不时|平时|平常|以前|以往|从前|过去(?!了|的?[一二两三四五六七八九十半几\\d０-９]|[一-龥]{0,2}[年月周天])|不久(?:前|后|的将来)?|一段时间|往往|通常|很久|早先|前段时间|前不久|之前一段|将来|未来(?!的?[一二两三四五六七八九十半\\d])|日常中|不定期|定期|一阵子|这段时间|前些(?:天|日子|时候)|频繁|屡次|多次|老是|[过用]不了多久|很少(?=[^。]*[？?])|前一阵子?|近几周|很快(?=就|会|将)|好久|曾经|早些时候|这阵(?:子|儿)?|近段日子|前一阵|最近几(?:天|周|个?月|年)|近几(?:天|周|个?月|年)|前几(?:天|周|个?月|年)|迟早|早晚会|短期内|时常|间或|过去的?(?:几|数)(?:天|周|个?星期|个?月|年)|一直以来|长期以来|历来|向来|有段时间|有一阵|某个时候|某一阶段|久而久之|隔三差五|三天两头"
)
_NOT_ZH = re.compile(
    "通常[^，。？]*(?:多久|多长时间|几点|几[次个天]|怎么|怎样|如何|哪|什么|谁)|最近(?:的)?(?:[一二两三四五六七八九十半\\d]+|这)(?:个)?(?:次|周|星期|月|年|天|季度|小时|日)|近期目标|最近一次|最近的(?:地铁|车站|办公|医院|食堂)|多经常|(?:是否|多)经常[^，。？]{0,0}程度|过去式|过去四周|未来(?:发展|规划|方向)|将来(?:发展|规划)|平时作业|不同时期"
)
_BOUNDED_ZH = re.compile(
    "(?:过去|最近|近|上|本|这|每|今|去|前|未来|接下来)的?(?:[一二两三四五六七八九十半\\d]{0,3})?个?(?:周|星期|月|年|天|季度|日)(?!常|期|历)|(?:[一二两三四五六七八九十半\\d]+)个?(?:周|星期|月|年|天|季度)(?:内|以来|中|里)|\\d{4}年|自\\S{1,6}以来"
)


def _match(question: Wording) -> re.Match[str] | None:
    text = outside_brackets(question.text)
    english = question.lang == "en"
    if (_BOUNDED_EN if english else _BOUNDED_ZH).search(text) and not (
        english and _ALWAYS_VAGUE_EN.search(text)
    ):
        return None
    kept = [match.span() for match in (_NOT_EN if english else _NOT_ZH).finditer(text)]
    words = (_EN if english else _ZH).finditer(text)
    return next((m for m in words if not any(m.start() < b and m.end() > a for a, b in kept)), None)


def check(question: Wording) -> list[Finding]:
    """Return the first vague time; the rewrite names a period in its place."""
    match = _match(question)
    if match is None:
        return []
    with_period = with_period_en if question.lang == "en" else with_period_zh
    return [Finding(*match.span(), with_period(question.text, *match.span()))]
