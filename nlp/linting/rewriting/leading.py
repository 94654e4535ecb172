"""Turns a push into a plain question: tags are turned round, openers go with their sentence."""

import re

from nlp.linting.editing import tidy
from nlp.linting.rewriting.english import as_question

# A fact that is pushed, and what it is about.
_TOPIC_EN = re.compile(
    r"^(?:that )?(?!we\b|you\b|i\b|they\b)(?P<topic>(?:[\w-]+ ){1,4}?)(?:helps?|makes?|starts?|improves?|increases?|is|are|matters?|can|will|leads?|works?|reduces?|brings?|saves?|begins?)\b",
    re.IGNORECASE,
)
_LIKED_EN = re.compile(
    r"\b(?:happy|satisfied|pleased|content) (?:with|about|by) (?P<topic>[^.?!,]+)|\b(?:invested in|spent on|noticed|worked on|improved|support|praised?|recommend|like|love|enjoy|prefer|welcome|want|appreciate)s? (?P<object>[^.?!,]+)",
    re.IGNORECASE,
)
_THING_BACK = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|they|them|this|that)\b", re.IGNORECASE)
_YES_NO = re.compile(r"^(?:are|do|is|would) you\b[^?]{0,24}(?:it|them|too|so)?(?: too)?\?$", re.IGNORECASE)


def _topic(pushed: str) -> str:
    found = _LIKED_EN.search(pushed) or _TOPIC_EN.match(pushed)
    if found is None:
        return ""
    words = (found["topic"] or found.groupdict().get("object") or "").strip()
    words = re.sub(r"^the (?:better|improved|great|excellent|good) ", "the ", words)
    return words if words.split(" ")[0].lower() in {"hr", "it"} else words[:1].lower() + words[1:]


def after_the_push_en(pushed: str, question: str) -> str:
    """Return the question behind a pushed statement, naming what it pointed back to."""
    topic, question = _topic(pushed.strip()), question.strip()
    if not _POINTS_BACK.search(question) and not _YES_NO.match(question):
        return tidy(question)
    if not topic:
        return tidy(question)
    if _YES_NO.match(question):
        return tidy(f"How do you feel about {topic}?")
    plain = re.sub(r"\b(?:is|are)\b(?= (?:it|they)\b)", "are" if topic.endswith("s") else "is", question)
    back = _THING_BACK if _THING_BACK.search(plain) else _POINTS_BACK
    return tidy(back.sub(topic, plain, count=1))


def without_tag_en(statement: str) -> str:
    """Return a statement that ended in "isn't it?" as a question."""
    return as_question(statement)


_PUSHED_ZH = re.compile(
    "(?:都|也|已经?)?对(?P<felt>[^，。？]{1,12}?)(?:感到|表示|很|非常)?(?:满意|认可|支持)|(?:支持|喜欢|赞成|赞同|欢迎|选择|希望|认可)(?P<liked>[^，。？]{2,12})"
    "|(?:.*(?:认为|觉得|表明|显示|证明|，))?(?P<topic>[^，。？]{2,10}?)(?:能够?|可以|会|始于|有助|让|使|对[^，。？]{1,10}有|很|更|是|不错|好)"
)
_SHORT_ZH = re.compile(
    "^(?:那么?)?(?:您|你)?(?:也|是否也?)?(?:[^，。？]{0,3}(?:满意|支持|同意|认可|喜欢|赞成|觉得)?吗|怎么看|如何看待?|(?:是否也?)?(?:这样|这么|如此)?(?:认为|觉得|想)吗?)[？?]$"
)


def after_the_push_zh(pushed: str, rest: str) -> str:
    """Return the question behind a pushed statement, or "" if the statement is not a sentence of its own."""
    statement, mark, asked = (
        (pushed + rest).rpartition("，") if "。" not in pushed + rest else (pushed + rest).rpartition("。")
    )
    if not mark or not asked.endswith(("？", "?")):
        return ""
    if not _SHORT_ZH.match(asked) and not re.search("[它其]", asked):
        return asked
    bare = re.sub(
        "^(?:众所周知|大家都知道|我们都知道|人人都知道|不言而喻|毋庸置疑|毫无疑问|无可否认|不可否认|显然|显而易见|研究表明|专家认为)[，,]?",
        "",
        statement,
    )
    found = _PUSHED_ZH.search(bare)
    thing = next((words for words in found.groups() if words), "") if found else ""
    if not thing:
        return asked
    return (
        f"您如何看待{thing}？" if _SHORT_ZH.match(asked) else re.sub("[它其](?:们)?", thing, asked, count=1)
    )


def without_tag_zh(text: str) -> str:
    """Return a statement that lost its tag as a question with a particle."""
    text = re.sub("吧(?=[？?]$)", "吗", text).replace("是否是否", "是否")
    text = re.sub("(?<=[\u4e00-\u9fff])的(?=吗[？?]$)", "", text)
    if re.search("吗|呢|什么|如何|怎么|怎样|多少|几|哪|谁|是否|是不是|能否|会不会|有没有|多大|多高|多", text):
        return text
    return re.sub("的?(?:[？?])$", "吗？", text)
