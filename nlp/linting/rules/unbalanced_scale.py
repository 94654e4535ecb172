"""A scale with more room on one side than on the other."""

import re

from nlp.linting.question import Finding, Wording

WHY = {
    "en": "The scale has more answers on one side than on the other, which pulls the result to that side.",
    "zh": "量表的正面与负面选项数量不等，结果会偏向选项多的一侧。",
}
_ASIDE = re.compile(
    r"n/?a|not applicable|prefer not|don['’]?t know|do not know|no opinion|cannot say|can['’]t say|not sure|unsure|other|不适用|不愿|不便|不想回答|不知道|不了解|说不清|不清楚|无法(?:判断|评价|回答)|其他",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"\b(?:neither|neutral|undecided|average|fair|so-so|ok(?:ay)?|acceptable|adequate|sometimes|occasionally|moderate(?:ly)?|medium|about right|no change|the same|mixed|partly|in between|indifferent|as expected|not sure|unsure)\b|^(?:一般|中立|不确定|尚可|普通|有时|有时候|偶尔|中等|还行|还可以|无所谓|差不多|既不|没有变化|不变|持平|合格|及格|适中|正好)",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:dis\w+|un(?!der(?:stand|stood))\w+|not|no|never|poor|bad|badly|worst|worse|terrible|awful|low|lower|rarely|seldom|hardly|weak|negative|difficult|hard|slow|too little|insufficient|below|none|useless|horrible|inadequate|inefficient|ineffective|decreas\w*|strongly against|oppose\w*|against|improbable|hate|little)\b|不|没|差|糟|低|少|弱|难|慢|否|反对|下降|变坏|无(?!所谓)|失望|恶|坏|落后",
    re.IGNORECASE,
)
_UNIPOLAR = re.compile(
    r"^(?:not at all|none|not|never|no)\b.*|^(?:完全不|毫不|一点也不|根本不|从不|完全没有|没有|从未|毫无)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:slightly|a little|somewhat|moderately|a bit|to some extent|to a (?:small|great|large)|several days|a few|some|quite a bit|monthly|weekly|daily|times?|once)\b|稍微|有点|有一点|略|比较|中等|相当|部分|一些|几天|某种程度|一半",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"\b(?:always|often|usually|frequently|sometimes|rarely|seldom|never|occasionally|daily|weekly|monthly|yearly|hourly|every day|hardly ever|regularly)\b|总是|经常|有时|偶尔|很少|从不|从未|常常|每天|每周|每月|几乎不",
    re.IGNORECASE,
)
_RATING = re.compile(
    r"\b(?:good|well|excellent|great|outstanding|satisf\w+|agree|happy|helpful|useful|positive|likely|easy|clear|fair|important|effective|strong|high|better|best|pleased|always|often|usually|frequently|interesting|reasonable|superb|perfect|amazing|fantastic|wonderful|superior|exceptional|comfortable|supportive|support|yes|increase\w*|improved|love|like|confident|proud|motivated|safe|quick|fast|relevant|valuable|above|friendly|very|extremely|exceptionally|too much)\b|满意|同意|好|优|高|赞|符合|强|有帮助|帮助|经常|总是|常常|清楚|公平|合理|重要|愿意|可能|提升|喜欢|支持|认可|信任|及时|棒|完美|出色|佳|有用|容易|良|多|是|自豪|舒适|轻松|很|非常|有效|杰出",
    re.IGNORECASE,
)
BALANCED = {
    "en": "Very poor / Poor / Neither / Good / Very good",
    "zh": "非常差 / 比较差 / 一般 / 比较好 / 非常好",
}
_KINDS = (
    (re.compile("agree", re.IGNORECASE), "Strongly disagree / Disagree / Neither / Agree / Strongly agree"),
    (
        re.compile("satisf", re.IGNORECASE),
        "Very dissatisfied / Dissatisfied / Neither / Satisfied / Very satisfied",
    ),
    (re.compile("likely", re.IGNORECASE), "Very unlikely / Unlikely / Neither / Likely / Very likely"),
    (re.compile("helpful", re.IGNORECASE), "Very unhelpful / Unhelpful / Neither / Helpful / Very helpful"),
    (re.compile("同意"), "非常不同意 / 不同意 / 一般 / 同意 / 非常同意"),
    (re.compile("满意"), "非常不满意 / 不满意 / 一般 / 满意 / 非常满意"),
)


def _side(label: str) -> int:
    """Return -1, 0 or 1; a label that says nothing of the kind is in the middle."""
    if _MIDDLE.search(label):
        return 0
    if _LOW.search(label):
        return -1
    return 1 if _RATING.search(label) else 0


def is_unbalanced(labels: tuple[str, ...]) -> bool:
    """Say whether a scale of words leans to one side. Steps of degree from "not at all" up have one side only."""
    steps = [
        label.strip()
        for label in labels
        if label.strip() and not _ASIDE.fullmatch(label.strip()) and not re.match(_ASIDE, label.strip())
    ]
    if len(steps) < 3 or sum(bool(re.search(r"[^\W\d_]", step)) for step in steps) < 3:
        return False
    ends = _UNIPOLAR.match(steps[0]) or _UNIPOLAR.match(steps[-1])
    if ends and sum(bool(_DEGREE.search(step)) for step in steps) >= 1:
        return False
    sides = [_side(step) for step in steps]
    if not any(sides):
        return False
    lean = abs(sides.count(1) - sides.count(-1))
    frequency = sum(bool(_FREQUENCY.search(step)) for step in steps) >= 2
    return lean > (1 if frequency else 0)


def check(question: Wording) -> list[Finding]:
    """Return the whole text if its scale leans; the rewrite names a balanced scale in brackets."""
    if not is_unbalanced(question.scale):
        return []
    joined = " / ".join(question.scale)
    scale = next((words for pattern, words in _KINDS if pattern.search(joined)), BALANCED[question.lang])
    rewrite = f"{question.text} ({scale})" if question.lang == "en" else f"{question.text}（{scale}）"
    return [Finding(0, len(question.text), rewrite)]
