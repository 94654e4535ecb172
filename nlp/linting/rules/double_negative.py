"""Two negatives that have to be worked out before the question can be answered."""

import re
from itertools import pairwise

from nlp.linting.editing import outside_brackets, replaced
from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.double_negative import said_positively, said_positively_zh

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
    "useless": "useful", "pointless": "useful", "meaningless": "meaningful", "worthless": "worthwhile",
    "unacceptable": "acceptable", "unimpressed": "impressed", "disrespectful": "respectful", "dishonest": "honest", "inconvenient": "convenient",
    "unwelcome": "welcome", "untrue": "true", "unjustified": "justified", "unmotivated": "motivated", "discourage": "encourage",
    "discouraged": "encouraged", "disengaged": "engaged", "disadvantage": "advantage", "untrained": "trained",
    "unprepared": "prepared", "unrecognised": "recognised", "unrecognized": "recognized", "unpleasant": "pleasant",
    "irresponsible": "responsible", "inaccessible": "accessible", "incorrect": "correct", "undervalued": "valued",
    "unattractive": "attractive", "unmanageable": "manageable", "unapproachable": "approachable", "inflexible": "flexible", "opposed": "in favour",
    "oppose": "support", "deny": "say", "refuse": "agree", "prohibit": "allow", "forbid": "allow", "prevent": "let",
    "prevented": "allowed", "prohibited": "allowed", "forbidden": "allowed", "banned": "allowed", "refused": "given", "rejected": "accepted",
    "fail": "manage", "fails": "manages", "failed": "managed", "lack": "have", "lacks": "has", "lacking": "present",
    "without": "with", "unless": "if", "unlike": "like", "avoid": "choose", "reject": "accept", "ban": "allow", "neglect": "care for", "excluded": "included",
    "ignored": "heard", "doubt": "believe",
}  # fmt: skip
_PLAIN_EN = {"not": "", "cannot": "can", "never": "", "no": "", "none": "some", "nobody": "everybody", "nothing": "something", "nor": "or",
             "neither": "both", "hardly": "", "scarcely": "", "rarely": "", "seldom": "", "few": "many", "barely": "", "no one": "everybody", "nowhere": "somewhere"}  # fmt: skip
_EN = re.compile(
    r"\b(?:(?P<short>(?:do|does|did|is|are|was|were|have|has|had|would|could|should|ca|wo|must|need)n['’]?t)|no one|cannot|"
    + "|".join(sorted([*_PLAIN_EN, *_OPPOSITES_EN], key=len, reverse=True))
    # Any other "un..." and a stance against something are negatives only behind a plain one: "not uninteresting", "not object".
    + r"|(?P<weak>un(?!der|til|it|i[qv]|ion|less|iform|paid|duly|well|expected|planned|interrupted|social)[a-z]{4,}|against|object))\b",
    re.IGNORECASE,
)
_NOT_EN = re.compile(
    r"\byes or no\b|\bor not\b|\bnot only\b|\bno matter\b|\bno later\b|\bno more than\b|\bnot (?:applicable|at all)\b|\bneither (?:agree|satisf)\w* nor \w+\b"
    r"|,? (?:is|are|was|were|do|does|did|has|have|ca|would|could|should|wo)n['’]t (?:you|it|they|he|she|we)(?=\s*\?)|\bhave nothing\b|\b(?:a|the|last|past|next|very|how|these|first|too) few\b|\bno object\b|\bheld against\b|\bagainst (?:the )?(?:clock|rules?|law|odds)\b|\b(?:without|no) (?:trouble|delay|doubt|problems?|difficult\w+)\b|\bobject of\b"
    r"|^(?:why )?(?:do|would|is|are|should|does|have|has|could|was)n['’]t (?=you|it|this|the|that|our|we)|\bagree or disagree\b|\bsatisfied or dissatisfied\b|\blikely or unlikely\b",
    re.IGNORECASE,
)
_ZH_NEGATIVE = re.compile(
    "(?<!没完)(?<!可)不(?!仅|但|断|过|同(?!意)|管|论|错|少|久|妨|禁|如|只|光|愧|时|已|足|良|动产)"
    "|没有?(?!被)(?!完没)|未(?!来)|无(?!论|偿|薪|关|线|障碍|故|声|人机)|并?非(?!常)|否认|反对|缺乏|缺少|避免|(?<!被)拒绝|(?<!被)禁止|(?<=反对)取消|(?<=同意)取消|(?<=赞成)取消|阻止|防止|讨厌"
)
_ZH_A_NOT_A = re.compile(
    "没完没了|不放|不厌其烦|不知所措|没有人(?:无偿|无薪)|([是有能会可应要该愿想敢肯好对看去来知清满同认])不\\1|有没有|没有?没|是否|能否|可否|会否|不得不知|与否|不是吗|对不对|不好意思|不仅|不但|不断|不过|无论|不管|不知不觉|从没|无纸化|不定期|非常|除非"
)
_ZH_FIXED = re.compile(
    "(?:不是|并非|并不是|不能|不会|不可能?|不该|不应该?|没有人|没人|无人|没有[^，。？]{0,4}|不得|无|未必|莫|决非|绝非|不想|不愿)(?:[^，。？！不没无未非]{0,6})?(?:不(?!仅|但|断|过|错|少)|没有?|未(?!来)|无(?!论))"
    "|(?:很少|极少|甚少|鲜少|难得)[^，。？！]{0,4}(?:不(?!仅|但|断|过|错|少|久)|没|未(?!来)|无法|拒绝)"
    "|不得不|不无|无不|无非|没有理由不|不可或缺"
)


_BEHIND_PLAIN = re.compile(r"(?:\bnot|n['’]t|\bnever|\bno|\bnobody|\bcannot)\b[^,;:]{0,40}$", re.IGNORECASE)


def _english(text: str) -> list[re.Match[str]]:
    kept = [match.span() for match in _NOT_EN.finditer(text)]
    return [
        match
        for match in _EN.finditer(text)
        if not any(match.start() < b and match.end() > a for a, b in kept)
        and (match["weak"] is None or _BEHIND_PLAIN.search(text[: match.start()]))
    ]


def _positive_en(match: re.Match[str]) -> str:
    word = match.group().lower()
    if match["short"]:
        stem = re.sub(r"n['’]?t$", "", word)
        return {"ca": "can", "wo": "will", "do": "do", "does": "does", "did": "did"}.get(stem, stem)
    stance = {"against": "in favour of", "object": "agree"}.get(word, word.removeprefix("un"))
    return _OPPOSITES_EN.get(word, _PLAIN_EN.get(word, stance))


_PLAIN_START = re.compile(r"not|no\b|never|cannot|none|nobody|nothing|\w+n['’]t|并|不|没", re.IGNORECASE)


def _closest(found: list[re.Match[str]]) -> tuple[re.Match[str], re.Match[str]]:
    """Return the two negatives that cancel out: a plain "not" and the nearest one behind it, if there is such a pair."""
    pairs = list(pairwise(found))
    return min(
        pairs, key=lambda pair: (not _PLAIN_START.match(pair[0].group()), pair[1].start() - pair[0].end())
    )


def _check_english(text: str) -> list[Finding]:
    for sentence in re.finditer(r"[^.?!;]+[.?!;]?", outside_brackets(text)):
        found = _english(sentence.group())
        # "do not ... or ..." and two negatives of opposites ("no time, no money") stand side by side: not one in the other.
        if len(found) < 2 or re.search(
            r"\bno \w+,? (?:and|or) no\b|\bneither\b.*\bnor\b", sentence.group(), re.IGNORECASE
        ):
            continue
        first, second = _closest(found)
        at, whole = sentence.start(), text
        for match in (second, first):
            whole = whole[: at + match.start()] + _positive_en(match) + whole[at + match.end() :]
        return [Finding(at + first.start(), at + second.end(), said_positively(replaced(whole, 0, 0)))]
    return []


def _chinese(clause: str) -> tuple[int, int] | None:
    blanked = _ZH_A_NOT_A.sub(lambda match: "　" * len(match.group()), clause)
    if fixed := _ZH_FIXED.search(blanked):
        return fixed.span()
    found = list(_ZH_NEGATIVE.finditer(blanked))
    if len(found) < 2:
        return None
    first, second = _closest(found)
    return first.start(), second.end()


def check(question: Wording) -> list[Finding]:
    """Return the two negatives of a sentence (of a clause in Chinese); the rewrite says it positively."""
    text = question.text
    if question.lang == "en":
        return _check_english(text)
    for clause in re.finditer("[^，。？！；,?]+", outside_brackets(text)):
        if span := _chinese(clause.group()):
            start, end = clause.start() + span[0], clause.start() + span[1]
            return [Finding(start, end, said_positively_zh(text, start, end))]
    return []
