"""Asks about what has been, or how much something matters, where a question supposed a case."""

import re

from nlp.linting.editing import tidy
from nlp.linting.rewriting.english import are_or_is

OPEN = {
    "en": "What has your experience been so far in situations like this?",
    "zh": "到目前为止，您在这类情况下的实际经历是怎样的？",
}
_IN_CHARGE_EN = re.compile(
    r"\b(?:were|was|be|are) (?:(?:the|a|our|your) )?(?:\w+ )?(?:ceo|manager|boss|director|president|head|owner|minister|in charge|responsible)\b"
    r"|\bwhat would you change\b",
    re.IGNORECASE,
)
_ACT_EN = re.compile(
    r"\bwhat would you (?P<act>do|say|tell)\b|\bhow would you (?P<feel>feel|react|respond)\b", re.IGNORECASE
)
_CASE_EN = re.compile(
    r"\b(?:if|imagine(?: that)?|suppose(?: that)?|supposing(?: that)?|assuming(?: that)?|let['’]s say(?: that)?) (?P<case>[^,.:;?]+)",
    re.IGNORECASE,
)
_GAIN_EN = re.compile(
    r"\b(?:you|we|the company|it|they) (?:could |were |was )?(?:introduced|offered|had|got|gave you|chose|choose|given|provided|paid) (?P<thing>(?:an?|the|your|more|better) [^,.:;?]+)",
    re.IGNORECASE,
)
_STAYING_EN = re.compile(
    r"\b(?:stay|leave|left|quit|resign|come along|move with|accepted|apply|accept|miss)\b", re.IGNORECASE
)
_RUN_EN = re.compile(r"\bhow would (?P<thing>[^?]+?) be (?P<done>\w+)\b", re.IGNORECASE)
_LIKENED_EN = re.compile(r"\bwhat (?P<what>size|length|shape) would (?:it|they) (?:have|be)\b", re.IGNORECASE)
_GONE_EN = re.compile(
    r"^were (?P<thing>(?:the|our|your) [\w-]+(?: [\w-]+)?) to (?:close|end|stop|disappear|be \w+)\b",
    re.IGNORECASE,
)
_WISH_EN = re.compile(r"^would you (?P<act>(?!do\b|say\b|feel\b|find\b)[^,?]+?) if\b", re.IGNORECASE)
_CHOICE_EN = re.compile(
    r"\bwhich (?P<thing>[\w ]+?) would you (?:take|choose|pick|attend|like)\b", re.IGNORECASE
)
_VALUED_EN = re.compile(r"\bwould you (?:find|consider|call) (?:that|it|this) (?P<value>\w+)", re.IGNORECASE)
_UNREAL_EN = re.compile(r"\b(?:tomorrow|next (?:week|month|year)|suddenly)\b", re.IGNORECASE)


def _happened_en(text: str) -> str | None:
    act, case = _ACT_EN.search(text), _CASE_EN.search(text)
    if act is None or case is None:
        return None
    done = {"do": "What did you do", "say": "What did you say", "tell": "What did you tell them"}.get(
        (act["act"] or "").lower(), f"How did you {(act['feel'] or 'react').lower()}"
    )
    return tidy(
        f"Has it happened in the past year that {_UNREAL_EN.sub('', case['case'])}? {done} then?".replace(
            " ?", "?"
        )
    )


def _matters_en(text: str) -> str | None:
    """Return how much the thing matters that was supposed to come, to go or to be chosen."""
    if gained := _GAIN_EN.search(text):
        thing = re.sub(r" (?:there|elsewhere)$", "", gained["thing"].strip())
        return f"How important {are_or_is(thing)} {thing} to you?"
    if gone := _GONE_EN.search(text):
        return f"How important {are_or_is(gone['thing'])} {gone['thing']} to you?"
    if (wish := _WISH_EN.search(text)) and not _STAYING_EN.search(wish["act"]):
        return f"How important is it to you to {wish['act']}?"
    return None


def _stands_en(text: str) -> str:
    if ideal := _RUN_EN.search(text):
        return f"How {are_or_is(ideal['thing'])} {ideal['thing']} {ideal['done']} today?"
    if choice := _CHOICE_EN.search(text):
        return f"Which {choice['thing']} do you need most now?"
    if valued := _VALUED_EN.search(text):
        return f"How {valued['value'].lower()} do you find the way it is handled now?"
    if likened := _LIKENED_EN.search(text):
        return f"Which {likened['what'].lower()} suits you best in practice, from what you have seen so far?"
    if _STAYING_EN.search(text):
        return "How likely are you to stay with us for the next twelve months?"
    return OPEN["en"]


def experienced_en(text: str) -> str:
    """Return an English question about how things are; `OPEN` where nothing better is known."""
    if _IN_CHARGE_EN.search(text):
        return "What is the first thing that should change here?"
    return _matters_en(text) or _happened_en(text) or _stands_en(text)


_IN_CHARGE_ZH = re.compile(
    "(?:总经理|经理|领导|老板|主管|负责人|董事长|校长|院长)[^？?]*(?:改|变|做什么|怎么做|做出)|会改变什么|最想改变"
)
_CASE_ZH = re.compile(
    "(?:如果|假如|假设|假使|要是|倘若|倘使|设想|想象一?下|万一|若是|若|假定|试想|如若|一旦|就算|即使)(?P<case>[^，。：？]+)"
)
_ACT_ZH = re.compile(
    "怎么(?P<act>做|办|应对|处理|说|回答)|有(?:什么|何)(?P<feel>感受|反应)|如何(?P<deal>应对|处理|反应)"
)
_GAIN_ZH = re.compile(
    "(?:实行|推行|提供|引入|给您?|有|增加|提高|可以(?=自选|自由))(?P<thing>(?:自选|自由选择)?[^，。：？的]{0,4}(?:更[^，。：？]{2,14}|[^，。：？]{2,10}(?:制度?|时间|机会|薪水|工资|津贴|福利|培训|名额|奖金)))(?=[，。：？])"
)
_STAYING_ZH = re.compile("留下|离职|离开|跟去|跟着去|辞职|接受这份|再次申请|怀念")


def _known_form_zh(text: str) -> str | None:
    if choice := re.search("会(?:选择?|参加|要)(?P<thing>哪[^，。？]+)", text):
        return f"您目前最需要{choice['thing']}？"
    if ideal := re.search(
        "(?:理想|完美)[^，。？]*，(?P<thing>[^，。？]{1,8}?)会怎[样么](?P<done>[^，。？]{1,4})", text
    ):
        return f"目前{ideal['thing']}是怎样{ideal['done']}的？"
    if gone := re.search(
        "(?P<thing>[\u4e00-\u9fff]{2,8}?)(?:关闭|停办|停止|消失|被?取消)",
        _CASE_ZH.sub(lambda m: m["case"], text),
    ):
        return f"{gone['thing']}对您来说有多重要？"
    if valued := re.search("会?觉得(?P<value>公平|合理|满意|方便|合适)吗", text):
        return f"您觉得目前的做法{valued['value']}吗？"
    return None


def experienced_zh(text: str) -> str:
    """Return a Chinese question about how things are; `OPEN` where nothing better is known."""
    if _IN_CHARGE_ZH.search(text):
        return "您认为这里最应该先改变的是什么？"
    if gained := _GAIN_ZH.search(text):
        return f"{gained['thing']}对您来说有多重要？"
    if known := _known_form_zh(text):
        return known
    case, act = _CASE_ZH.search(text), _ACT_ZH.search(text)
    if case and act:
        done = (
            "您当时有什么感受"
            if act["feel"]
            else ("您是怎么说的" if act["act"] in {"说", "回答"} else "您当时是怎么做的")
        )
        event = re.sub("明天|突然|忽然|今后", "", case["case"])
        return f"过去一年里，是否发生过“{event}”这样的事？{done}？"
    if _STAYING_ZH.search(text):
        return "未来十二个月，您有多大可能继续留在公司工作？"
    return OPEN["zh"]
