"""Balanced scales to put in the place of one that leans."""

import re

BALANCED = {
    "en": "Very poor / Poor / Neither / Good / Very good",
    "zh": "非常差 / 比较差 / 一般 / 比较好 / 非常好",
}
CHANGED = {
    "en": "Much less / Less / The same / More / Much more",
    "zh": "大幅减少 / 减少 / 没有变化 / 增加 / 大幅增加",
}
_POLES_EN = {
    "agree": ("disagree", "agree", "Strongly"), "satisf": ("dissatisfied", "satisfied", "Very"), "likely": ("unlikely", "likely", "Very"),
    "certain": ("unlikely", "likely", "Very"), "fair": ("unfair", "fair", "Very"), "clear": ("unclear", "clear", "Very"),
    "happy": ("unhappy", "happy", "Very"), "helpful": ("unhelpful", "helpful", "Very"), "positive": ("negative", "positive", "Very"),
    "easy": ("difficult", "easy", "Very"), "safe": ("unsafe", "safe", "Very"), "comfortable": ("uncomfortable", "comfortable", "Very"),
    "important": ("unimportant", "important", "Very"), "effective": ("ineffective", "effective", "Very"),
}  # fmt: skip
_HOW_EN = re.compile(r"\bhow (?P<quality>\w+(?:ful|ing|able|ed)) (?:is|are|was|were|do|did)\b", re.IGNORECASE)
_STEM_ZH = "同意|满意|公平|清晰|清楚|开心|支持|可能|合理|重要|愿意|安全|认可|信任|符合|赞成|轻松|方便|自在"
_AMOUNT_ZH = re.compile("有多(?:大|强|高|严重)|多大程度")


def _english(question: str, labels: str) -> str:
    for stem, (low, high, very) in _POLES_EN.items():
        if stem in labels.lower() and (
            stem != "fair" or re.search(r"\bunfair\b|how fair", f"{question} {labels}", re.IGNORECASE)
        ):
            return f"{very} {low} / {low.capitalize()} / Neither / {high.capitalize()} / {very} {high}"
    if asked := _HOW_EN.search(question):
        quality = asked["quality"].lower()
        return f"Not at all {quality} / Slightly {quality} / Moderately {quality} / Very {quality} / Extremely {quality}"
    if re.search(r"\byes\b", labels, re.IGNORECASE):
        return "Not at all / Hardly / Partly / Mostly / Completely"
    return CHANGED["en"] if re.search(r"\bchang", question, re.IGNORECASE) else BALANCED["en"]


def _chinese(question: str, labels: str) -> str:
    if stem := re.search(_STEM_ZH, labels):
        word = stem.group()
        return f"非常不{word} / 不{word} / 一般 / {word} / 非常{word}"
    if _AMOUNT_ZH.search(question):
        return "完全没有 / 有一点 / 中等 / 比较大 / 非常大"
    if re.search("有用|有帮助", labels):
        return "完全没用 / 用处不大 / 一般 / 比较有用 / 非常有用"
    if re.search("(?:^| )不?能(?: |$)", labels):
        return "完全不能 / 基本不能 / 一般 / 基本能 / 完全能"
    return CHANGED["zh"] if "变化" in question else BALANCED["zh"]


def balanced(question: str, labels: tuple[str, ...], lang: str) -> str:
    """Return a scale with as many labels on one side as on the other, in the words of the one that leans if known."""
    return (_english if lang == "en" else _chinese)(question, " / ".join(labels))
