"""Every rule by its key, and the one verb that asks them all."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from nlp.linting.question import Finding, Flag, Rule, Wording
from nlp.linting.rules import (
    absolute,
    double_barrelled,
    double_negative,
    hypothetical,
    identifying,
    jargon,
    leading,
    loaded,
    too_long,
    unbalanced_scale,
    vague_time,
)


class Checker(NamedTuple):
    """A rule: what finds the fault, and why it is one, by language."""

    check: Callable[[Wording], list[Finding]]
    why: Mapping[str, str]


RULES: Mapping[Rule, Checker] = {
    "double_barrelled": Checker(double_barrelled.check, double_barrelled.WHY),
    "leading": Checker(leading.check, leading.WHY),
    "loaded": Checker(loaded.check, loaded.WHY),
    "absolute": Checker(absolute.check, absolute.WHY),
    "double_negative": Checker(double_negative.check, double_negative.WHY),
    "jargon": Checker(jargon.check, jargon.WHY),
    "identifying": Checker(identifying.check, identifying.WHY),
    "too_long": Checker(too_long.check, too_long.WHY),
    "unbalanced_scale": Checker(unbalanced_scale.check, unbalanced_scale.WHY),
    "vague_time": Checker(vague_time.check, vague_time.WHY),
    "hypothetical": Checker(hypothetical.check, hypothetical.WHY),
}


# When taking words out does not help: the matter, asked openly.
OPEN = {
    "en": "How would you describe your experience with this topic?",
    "zh": "关于这个方面，您的体验如何？",
}
ROUNDS = 6


def _mended(checker: Checker, question: Wording, rewrite: str) -> str:
    """Return a rewrite that the rule itself accepts: a question may carry the same fault twice."""
    for _round in range(ROUNDS):
        if not rewrite.strip():
            break
        again = checker.check(Wording(rewrite, question.lang))
        if not again:
            return rewrite if rewrite.strip() != question.text.strip() else OPEN[question.lang]
        rewrite = again[0].rewrite
    return OPEN[question.lang]


def known_as(text: str) -> str:
    """Return the form in which a wording is recognised: spaces and capitals do not make it another one."""
    return "".join(text.split()).casefold()


def _one_a_fault(flags: list[Flag]) -> list[Flag]:
    """Drop an absolute or a "rarely" that is one of two negatives: saying the double negative positively mends both."""
    doubled = [flag.span for flag in flags if flag.rule == "double_negative"]
    return [
        flag
        for flag in flags
        if flag.rule not in {"absolute", "vague_time"}
        or not any(a <= flag.span[0] and flag.span[1] <= b for a, b in doubled)
    ]


def lint(question: Wording, validated: Collection[str] = ()) -> list[Flag]:
    """Return the flags of a question, by rule.

    Parameters
    ----------
    question
        Text, language and scale; an empty text has no flag.
    validated
        Wordings that were tested with people, each `known_as`, made once and handed in at every call. A change would
        lose their comparability, so they raise nothing; a scale of their own is still looked at. No wording of the bank
        needs it today (a test lints them all without it): it keeps the promise should a rule become stricter.
    """
    if not question.text.strip():
        return []
    known = bool(validated) and known_as(question.text) in validated
    flags = [
        Flag(
            rule,
            (found.start, found.end),
            checker.why[question.lang],
            _mended(checker, question, found.rewrite),
        )
        for rule, checker in RULES.items()
        if not known or rule == "unbalanced_scale"
        for found in checker.check(question)
    ]
    return _one_a_fault(flags)
