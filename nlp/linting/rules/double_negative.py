"""Two negatives that have to be worked out before the question can be answered."""

import re

from nlp.linting.editing import outside_brackets, replaced
from nlp.linting.question import Finding, Wording

WHY = {
    "en": "Two negatives have to be worked out before one can answer: say it positively.",
    "zh": "双重否定要先绕个弯才能理解：请改用肯定的说法。",
}
# negative -> its positive, so that dropping both keeps the meaning
_OPPOSITES_EN = {
    "uncommon": "common", "unusual": "usual", "unhappy": "happy", "unclear": "clear", "unfair": "fair", "unreasonable": "reasonable",
    "unable": "able", "unlikely": "likely", "unnecessary": "necessary", "unsatisfied": "satisfied", "dissatisfied": "satisfied",
    "disagree": "agree", "impossible": "possible", "unwilling": "willing", "uncomfortable": "comfortable", "unsafe": "safe",
    "unaware": "aware", "disapprove": "approve", "dislike": "like", "unimportant": "important", "inadequate": "adequate",
    "insufficient": "sufficient", "incapable": "capable", "unsupported": "supported", "unhelpful": "helpful", "unsure": "sure",
    "inappropriate": "appropriate", "ineffective": "effective", "unproductive": "productive", "irrelevant": "relevant",
    "uninformed": "informed", "unappreciated": "appreciated", "unrealistic": "realistic", "uncertain": "certain", "distrust": "trust",
    "unacceptable": "acceptable", "unimpressed": "impressed", "disrespectful": "respectful", "dishonest": "honest", "inconvenient": "convenient",
    "unwelcome": "welcome", "untrue": "true", "unjustified": "justified", "unmotivated": "motivated", "discourage": "encourage",
    "discouraged": "encouraged", "disengaged": "engaged", "disadvantage": "advantage", "untrained": "trained",
    "unprepared": "prepared", "unrecognised": "recognised", "unrecognized": "recognized", "unpleasant": "pleasant",
    "irresponsible": "responsible", "inaccessible": "accessible", "incorrect": "correct", "undervalued": "valued",
    "unattractive": "attractive", "unmanageable": "manageable", "unapproachable": "approachable", "inflexible": "flexible", "opposed": "in favour",
    "oppose": "support", "object": "agree", "deny": "say", "refuse": "agree", "prohibit": "allow", "forbid": "allow", "prevent": "let",
    "fail": "manage", "fails": "manages", "failed": "managed", "lack": "have", "lacks": "has", "lacking": "present", "against": "for",
    "without": "with", "unless": "if", "avoid": "choose", "reject": "accept", "ban": "allow", "neglect": "care for", "excluded": "included",
    "ignored": "heard", "doubt": "believe",
}  # fmt: skip
_PLAIN_EN = {"not": "", "cannot": "can", "never": "", "no": "", "none": "some", "nobody": "somebody", "nothing": "something", "nor": "or",
             "neither": "both", "hardly": "", "scarcely": "", "rarely": "", "seldom": "", "barely": "", "no one": "someone", "nowhere": "somewhere"}  # fmt: skip
_EN = re.compile(
    r"\b(?:(?P<short>(?:do|does|did|is|are|was|were|have|has|had|would|could|should|ca|wo|must|need)n['’]?t)|no one|cannot|"
    + "|".join(sorted([*_PLAIN_EN, *_OPPOSITES_EN], key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_NOT_EN = re.compile(
    r"\byes or no\b|\bor not\b|\bnot only\b|\bno matter\b|\bno later\b|\bno more than\b|\bnot (?:applicable|at all)\b|\bneither (?:agree|satisf)\w* nor \w+\b"
    r"|,? (?:is|are|was|were|do|does|did|has|have|ca|would|could|should|wo)n['’]t (?:you|it|they|he|she|we)(?=\s*\?)|\bhave nothing\b|\bobject of\b|\bobject to\b"
    r"|^(?:why )?(?:do|would|is|are|should|does|have|has|could|was)n['’]t (?=you|it|this|the|that|our|we)|\bagree or disagree\b|\bsatisfied or dissatisfied\b|\blikely or unlikely\b",
    re.IGNORECASE,
)
_ZH_NEGATIVE = re.compile(
    "不(?!仅|但|断|过|同(?!意)|管|论|错|少|久|妨|禁|如|只|光|愧|时|已|足|良|动产)"
    "|没有?|未(?!来)|无(?!论)|并?非(?!常)|否认|反对|缺乏|缺少|避免|拒绝|禁止|取消|阻止|防止|讨厌"
)
_ZH_A_NOT_A = re.compile(
    "([是有能会可应要该愿想敢肯好对看去来知清满同认])不\\1|有没有|没有?没|是否|能否|可否|会否|不得不知|与否|不是吗|对不对|不好意思|不仅|不但|不断|不过|无论|不管|不知不觉|从没|无纸化|不定期|非常|除非"
)
_ZH_FIXED = re.compile(
    "(?:不是|并非|并不是|不能|不会|不可能?|不该|不应该?|没有人|没人|无人|没有[^，。？]{0,4}|不得|无|未必|莫|决非|绝非|不想|不愿)(?:[^，。？！不没无未]{0,6})?(?:不(?!仅|但|断|过|错|少)|没有?|未(?!来)|无(?!论))"
    "|不得不|不无|无不|无非|没有理由不|不可或缺"
)
_ZH_OPPOSITE = (("不得不", "需要"), ("不无", "有"), ("没有人不|无人不|没人不", "人们"), ("不合理", "合理"), ("不同意", "同意"), ("反对", "支持"),
                ("否认", "承认"), ("缺乏|缺少", "具有"), ("拒绝", "接受"), ("取消", "保留"), ("避免", "进行"), ("禁止", "允许"), ("不是|并非|并不是", ""))  # fmt: skip


def _english(text: str) -> list[re.Match[str]]:
    kept = [match.span() for match in _NOT_EN.finditer(text)]
    return [m for m in _EN.finditer(text) if not any(m.start() < b and m.end() > a for a, b in kept)]


def _positive_en(match: re.Match[str]) -> str:
    word = match.group().lower()
    if match["short"]:
        stem = re.sub(r"n['’]?t$", "", word)
        return {"ca": "can", "wo": "will", "do": "", "does": "", "did": ""}.get(stem, stem)
    return _OPPOSITES_EN.get(word, _PLAIN_EN.get(word, ""))


def _check_english(text: str) -> list[Finding]:
    for sentence in re.finditer(r"[^.?!;]+[.?!;]?", outside_brackets(text)):
        found = _english(sentence.group())
        # "do not ... or ..." and two negatives of opposites ("no time, no money") stand side by side: not one in the other.
        if len(found) < 2 or re.search(
            r"\bno \w+,? (?:and|or) no\b|\bneither\b.*\bnor\b", sentence.group(), re.IGNORECASE
        ):
            continue
        at, whole = sentence.start(), text
        for match in reversed(found[:2]):
            whole = whole[: at + match.start()] + _positive_en(match) + whole[at + match.end() :]
        return [Finding(at + found[0].start(), at + found[1].end(), replaced(whole, 0, 0))]
    return []


def _chinese(clause: str) -> tuple[int, int] | None:
    blanked = _ZH_A_NOT_A.sub(lambda match: "　" * len(match.group()), clause)
    if fixed := _ZH_FIXED.search(blanked):
        return fixed.span()
    found = list(_ZH_NEGATIVE.finditer(blanked))
    return (found[0].start(), found[1].end()) if len(found) > 1 else None


def _positive_zh(part: str) -> str:
    for pattern, words in _ZH_OPPOSITE:
        part = re.sub(pattern, words, part)
    return re.sub("没有|并非|未必|[不没未无非]", "", part)


def check(question: Wording) -> list[Finding]:
    """Return the two negatives of a sentence (of a clause in Chinese); the rewrite says it positively."""
    text = question.text
    if question.lang == "en":
        return _check_english(text)
    for clause in re.finditer("[^，。？！；,?]+", outside_brackets(text)):
        if span := _chinese(clause.group()):
            start, end = clause.start() + span[0], clause.start() + span[1]
            return [Finding(start, end, text[:start] + _positive_zh(text[start:end]) + text[end:])]
    return []
