"""A scale with more room on one side than on the other."""

import re
from collections import Counter

from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.scales import balanced

WHY = {
    "en": "The scale has more answers on one side than on the other, which pulls the result to that side.",
    "zh": "量表的正面与负面选项数量不等，结果会偏向选项多的一侧。",
}
_ASIDE = re.compile(
    r"n/?a|not applicable|prefer not|don['’]?t know|do not know|no opinion|cannot say|can['’]t say|not sure|unsure|other|不适用|不愿|不便|不想回答|不知道|不了解|说不清|不清楚|无法(?:判断|评价|回答)|其他",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"\b(?:neither|neutral|undecided|average|fair|so-so|ok(?:ay)?|acceptable|adequate|sometimes|occasionally|moderate(?:ly)?|medium|about right|no change|the same|mixed|partly|in between|indifferent|as expected|not sure|unsure)\b|^(?:基本(?:不变|没变|相同|一样)|一般|中立|不确定|尚可|普通|有时|有时候|偶尔|中等|还行|还可以|无所谓|差不多|既不|没有变化|不变|持平|合格|及格|适中|正好)",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:dis\w+|un(?!der(?:stand|stood))\w+|not|no|never|poor|bad|badly|worst|worse|terrible|awful|low|lower|rarely|seldom|hardly|weak|negative|difficult|hard|slow|too little|insufficient|below|none|useless|horrible|inadequate|inefficient|ineffective|decreas\w*|strongly against|oppose\w*|against|improbable|hate|little)\b|不|没|差|糟|低|少|弱|难|慢|否|反对|下降|变坏|无(?!所谓)|失望|恶|坏|落后",
    re.IGNORECASE,
)
_UNIPOLAR = re.compile(
    r"^(?:not at all|none|not|never|no)\b.*|^(?:完全不|完全没|毫不|一点也不|一点都不|根本不|根本没|从不|没有|从未|毫无)",
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
    r"\b(?:good|well|excellent|great|outstanding|satisf\w+|agree|happy|helpful|useful|positive|likely|easy|clear|fair|important|effective|strong|high|better|best|higher|improves?|pleased|always|often|usually|frequently|interesting|reasonable|superb|perfect|amazing|fantastic|wonderful|superior|exceptional|comfortable|supportive|support|yes|increase\w*|improved|love|like|confident|proud|motivated|safe|quick|fast|relevant|valuable|above|friendly|very|extremely|exceptionally|too much)\b|满意|同意|好|优|高|赞|符合|强|有帮助|帮助|经常|总是|常常|清楚|公平|合理|重要|愿意|可能|提升|喜欢|支持|认可|信任|及时|棒|完美|出色|佳|有用|容易|良|多|是|自豪|舒适|轻松|很|非常|有效|杰出|增加|上升|提高|改善",
    re.IGNORECASE,
)
# Amounts are not judgements: "less than a year / 1 to 5 years", "不到一年 / 一至五年".
_AMOUNT = re.compile(
    r"\d|\b(?:years?|months?|weeks?|days?|hours?|minutes?|times|people|once|twice)\b|[一二两三四五六七八九十百几]+个?(?:年|月|天|周|次|小时|分钟|岁|人|至|到)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|isn['’]t)\b|\bun(?=[a-z]{4})|\b(?:dis|in)(?=(?:satisf|agree|adequate|effective))|[不没无]|非(?!常)|难以",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:very|extremely|completely|totally|fully|rather|quite|mostly|somewhat|slightly|strongly|a little|a bit|much|a lot|somewhat|too|not|no|at all|so|really|easily|yes)\b|非常|很多|十分|完全|很|极其?|比较|较|有点|有些|太|特别|相当|基本|绝对|大幅|明显|显著|略微?|稍微?|有所|许多|一点|不|没有?|有|大|的|地|，",
    re.IGNORECASE,
)


def _stem(label: str) -> str:
    """Return what a label is about, without its degree and its negation: "very clear", "unclear" -> "clear"."""
    bare = re.sub(r"\bun(?=[a-z]{4})|\bdis(?=satisf|agree)", "", label, flags=re.IGNORECASE)
    return re.sub(r"[\s,]+", " ", _STEP.sub("", bare)).strip().lower()


def _leans_on_one_word(steps: list[str]) -> bool:
    """Say whether one word carries most of the scale, and is said with "not" only once: clear, very clear, rather clear, unclear.

    Needs four labels of that word (three, if none of them is negated) so that "not at all / a little / very" stays.
    """
    stems = [_stem(step) for step in steps]
    word = max((stem for stem in stems if stem), key=stems.count, default="")
    same = [step for step, stem in zip(steps, stems, strict=True) if stem == word]
    negated = sum(bool(_NEGATED.search(step)) for step in same)
    return len(same) >= 4 and abs(len(same) - 2 * negated) > 1


def _leans_to_one_of_two(steps: list[str]) -> bool:
    """Say whether two words make the scale and one has two labels more: much heavier, heavier, a little heavier, lighter."""
    stems = Counter(stem for step in steps if not _MIDDLE.search(step) and (stem := _stem(step)))
    if len(stems) != 2:
        return False
    (_more, most), (_less, least) = stems.most_common()
    return most - least > 1


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
    if sum(bool(_AMOUNT.search(step)) for step in steps) >= 2:
        return False
    if _leans_on_one_word(steps) or _leans_to_one_of_two(steps):
        return True
    sides = [_side(step) for step in steps]
    if not any(sides):
        return False
    lean = abs(sides.count(1) - sides.count(-1))
    frequency = sum(bool(_FREQUENCY.search(step)) for step in steps) >= 2
    return lean > (1 if frequency else 0)


def _lists_things(labels: tuple[str, ...]) -> bool:
    """Say whether most labels name a thing of their own: "better pay / shorter hours" is a list to choose from, no scale."""
    left = [_stem(_LOW.sub("", _RATING.sub("", _MIDDLE.sub("", _stem(label))))) for label in labels]
    return len({words for words in left if words}) > len(labels) / 2


def check(question: Wording) -> list[Finding]:
    """Return the whole text if its scale leans; the rewrite names a balanced scale in brackets."""
    if _lists_things(question.scale) or not is_unbalanced(question.scale):
        return []
    scale = balanced(question.text, question.scale, question.lang)
    rewrite = f"{question.text} ({scale})" if question.lang == "en" else f"{question.text}（{scale}）"
    return [Finding(0, len(question.text), rewrite)]
