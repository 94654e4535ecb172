"""Leaves open what a question took for granted."""

import re
from collections.abc import Callable

from nlp.linting.editing import tidy

OPEN = {
    "en": "How would you describe your experience with this topic?",
    "zh": "关于这个方面，您的体验如何？",
}
_BASE_EN = {
    "trusting": "trust", "believing in": "believe in", "enjoying": "enjoy", "liking": "like", "caring about": "care about", "respecting": "respect",
    "supporting": "support", "listening to": "listen to", "looking forward to": "look forward to",
}  # fmt: skip
_EITHER = {
    "stressed": "stressed or relaxed", "exhausted": "tired or rested", "frustrated": "satisfied or frustrated", "unhappy": "happy or unhappy", "bored": "interested or bored",
    "disappointed": "satisfied or disappointed", "annoyed": "pleased or annoyed", "overworked": "busy or idle", "dissatisfied": "satisfied or dissatisfied",
}  # fmt: skip
_BASE = "|".join(_BASE_EN)
_AFTER_EN = r"(?P<thing>[^,.?!;]+)"
# What was presumed -> the same matter, asked so that the presumption may be wrong.
_EN: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (rf"\bwhen did you (?:stop|quit) (?P<act>{_BASE}) {_AFTER_EN}", lambda m: f"How much do you {_BASE_EN[m['act'].lower()]} {m['thing']} today?"),
    (rf"\bwhen did you (?:lose|give up) (?:your )?(?P<what>interest|trust|faith|confidence) in {_AFTER_EN}", lambda m: f"How much {m['what']} do you have in {m['thing']} today?"),
    (rf"\bhow (?:badly|poorly|seriously|severely|strongly) (?:has|have|does|do|did|is|are) {_AFTER_EN[:-1]}?) (?:damag\w*|hurt\w*|harm\w*|affect\w*|disrupt\w*|undermin\w*|slow\w*|hinder\w*) (?P<on>[^?]+)",
     lambda m: f"What effect, if any, has {m['thing']} had on {m['on']}?"),
    (rf"\bhow much (?:has|have|does|do|did) {_AFTER_EN[:-1]}?) (?:improv\w*|help\w*|benefit\w*|boost\w*|damag\w*|hurt\w*|affect\w*|slow\w*|disrupt\w*|reduc\w*) (?P<on>[^?]+)",
     lambda m: f"What effect, if any, has {m['thing']} had on {'your work' if m['on'].strip() == 'you' else m['on']}?"),
    (rf"\bwhy (?:do|does|did) (?P<who>(?:\w+ ){{0,2}}(?:management|managers?|leaders?|leadership|supervisors?|hr|the company|colleagues)) (?:never |always |so often )?(?:ignore|neglect|refuse|fail to \w+|block|avoid|dismiss)s? {_AFTER_EN}",
     lambda m: f"How does {m['who']} deal with {m['thing']}?"),
    (rf"\bwhy (?:do|did|are|were) you (?:dislike|hate|against|afraid of|resist\w*|opposed to|unhappy (?:with|about)|dissatisfied with|avoid\w*) {_AFTER_EN}", lambda m: f"How do you feel about {m['thing']}?"),
    (r"\bwhy (?:is|are|was|were) (?P<thing>[^,.?!;]+?) (?:so|too|always|still|such) [^?]+", lambda m: f"How do you rate {m['thing']}?"),
    (r"^(?!.*\bif any)(?P<what>what|which [^?]{1,40}?) (?P<rest>(?:has |have )?(?:made|makes|caused|led|drove|drives?|frustrat\w+|annoy\w+|bother\w*|disappoint\w+|irritat\w+|upsets?|worri\w+|demotivat\w+)\b[^?]*)",
     lambda m: f"{m['what']}, {'if anything' if m['what'].lower() == 'what' else 'if any'}, {m['rest']}?"),
    (r"['’]s (?:\w+ )?(?:obsession|addiction|fixation) with (?P<thing>[\w ]+?) (?P<rest>(?:changed|affected|influenced) [^?]+)", lambda m: f"What effect, if any, has the attention to {m['thing']} had on {m['rest'].split(' ', 1)[1]}?"),
    (r"\bhow (?P<state>stressed|exhausted|frustrated|unhappy|disappointed|annoyed|overworked|dissatisfied|bored) (?P<rest>[^?]+)", lambda m: f"How {_EITHER[m['state'].lower()]} {m['rest']}?"),
    (r"\bwhat do you (?:dislike|hate|love|like|enjoy) (?:most |least )?about (?P<thing>[^?]+)", lambda m: f"How would you describe {m['thing']}?"),
    (r"\bhow (?:do|did) you (?:handle|deal with|manage|tolerate|put up with) (?P<who>(?:your |the )?(?:\w+ )?(?:colleagues?|co-?workers?|managers?|bosses|boss|supervisors?|customers?|people))\b", lambda m: f"How well do you work with {m['who']}?"),
    (r"\b(?:put up|cope|deal|struggle) with (?P<thing>[^,.?!;]+)", lambda m: f"How do you find {m['thing']}?"),
)  # fmt: skip
_JUDGED_ZH = re.compile("(?:难以忍受|繁琐|冗长|无休止|没完没了|沉重|混乱|落后|过时)的?")


def _neutral_zh(thing: str) -> str:
    return re.sub("^的|的(?=的)", "", _JUDGED_ZH.sub("的", thing)).replace("款的", "款")


_ZH: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    ("从?(?:什么时候|何时)(?:起|开始)?(?:就)?不(?:再)?(?P<act>信任|喜欢|关心|支持|尊重|相信)(?P<thing>[^，。？的]+)", lambda m: f"您目前在多大程度上{m['act']}{m['thing']}？"),
    ("(?:让|使|令)(?:您|你)对(?P<thing>[^，。？]{1,10}?)(?:失去|丧失)了?(?P<what>兴趣|信心|信任|热情)", lambda m: f"您目前对{m['thing']}的{m['what']}如何？"),
    ("为什么不(?:愿意?|想|肯)(?P<thing>[^，。？]+)", lambda m: f"您如何看待{m['thing']}？"),
    ("为什么(?:总是?)?(?:不喜欢|讨厌|反对|抵触|害怕|不满意?)(?P<thing>[^，。？]+)", lambda m: f"您如何看待{m['thing']}？"),
    ("为什么(?P<who>管理层|领导|公司|上级|经理|部门|人力资源部?)总?(?:是)?(?:不重视|忽视|无视|拒绝|不理会)(?P<thing>[^，。？]+)", lambda m: f"{m['who']}如何对待{m['thing']}？"),
    ("^(?![您你]为)(?P<thing>[^，。？]+?)为(?:什么|何)(?:总是?)?(?:这么|那么|如此|不)[^？]+", lambda m: f"您如何评价{m['thing']}？"),
    ("(?:忍受|容忍|应付|面对|承受)(?:着)?(?P<thing>[^，。？]+)", lambda m: f"您如何看待{_neutral_zh(m['thing'])}？"),
    ("(?:如何|怎么|怎样)(?:应对|对付|忍受|容忍|应付)(?P<who>(?:您的|你的)?(?:同事|领导|上级|主管|客户|下属))", lambda m: f"您与{m['who']}的合作如何？"),
    ("^(?P<thing>[^，。？]+?)最(?:让|令|使)(?:您|你|大家)(?:感到|觉得)?[^的？]{2,4}的(?:是什么|地方是什么|一点是什么)", lambda m: f"关于{m['thing'].removesuffix('的')}，您最想改变的是什么？"),
    ("(?P<thing>[^，。？]+?)对(?P<what>[^，。？]{1,8})的(?:痴迷|执迷|迷信)(?:是否)?(?:改变|影响)了(?P<on>[^？]+)", lambda m: f"{m['thing']}对{m['what']}的重视程度，对{m['on']}有什么影响？"),
    ("^(?P<what>我们哪[^，。？]{1,10}?|哪[^，。？]{1,10}?)最?(?:让|令|使)(?:您|你)[^？]+", lambda m: f"{_neutral_zh(m['what'])}最需要改进？"),
)  # fmt: skip


def left_open(text: str, lang: str) -> str:
    """Return the question without its presumption; `OPEN` where its form is not known."""
    for pattern, asked in _EN if lang == "en" else _ZH:
        if found := re.search(pattern, text, re.IGNORECASE):
            return tidy(asked(found).replace(" ?", "?"))
    return OPEN[lang]
