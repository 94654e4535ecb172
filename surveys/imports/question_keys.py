"""The questions of a mapping: scales by name, single choice, flags and comments."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from surveys.enums import QuestionType
from surveys.imports.keys import Keys
from surveys.imports.mapping import Option, Question

RANGES = {QuestionType.AGREEMENT5: range(1, 6), QuestionType.SCALE10: range(11)}


@dataclass(frozen=True, slots=True)
class Scale:
    """Codes of a rating scale, shared by its questions."""

    type: str
    values: Mapping[str, int]
    missing: frozenset[str]
    otherwise: str


def read_questions(top: Keys) -> tuple[Question, ...]:
    """Take `scales` and `questions` and return the questions in their order."""
    scales = {name: _scale(keys) for name, keys in top.named("scales").items()} if top.has("scales") else {}
    questions = tuple(_question(keys, scales) for keys in top.each("questions", needed=True))
    twice = [key for key, times in Counter(question.key for question in questions).items() if times > 1]
    if twice:
        top.fail("questions", f"every key once, but {twice[0]!r} is there twice")
    if sum(question.type == QuestionType.TEXT for question in questions) > 1:
        top.fail("questions", "one question of type text at most, as in every questionnaire")
    return questions


def _scale(keys: Keys) -> Scale:
    kind = keys.choice("type", tuple(RANGES))
    codes = keys.pairs("codes")
    steps = RANGES[QuestionType(kind)]
    for code, written in codes.items():
        if written not in {str(step) for step in steps}:
            keys.fail(f"codes.{code}", f"a whole number from {steps[0]} to {steps[-1]}, not {written!r}")
    scale = Scale(
        kind,
        {code: int(step) for code, step in codes.items()},
        keys.words("missing"),
        keys.text("otherwise", ""),
    )
    _check_missing(keys, scale.missing, set(codes))
    keys.done()
    return scale


def _check_missing(keys: Keys, missing: frozenset[str], known: set[str]) -> None:
    both = sorted(missing & known)
    if both:
        keys.fail("missing", f"no code that has a meaning already, such as {both[0]!r}")


def _question(keys: Keys, scales: Mapping[str, Scale]) -> Question:
    if keys.has("scale"):
        name = keys.choice("scale", tuple(scales))
        kind = scales[name].type
    else:
        name = ""
        kind = keys.choice("type", tuple(READERS))
    question = Question(
        key=keys.text("key"),
        type=kind,
        text=keys.texts("text"),
        construct=keys.text("construct", ""),
        reversed=keys.flag("reversed"),
    )
    question = _scaled(keys, question, scales[name]) if name else READERS[kind](keys, question)
    keys.done()
    return question


def _scaled(keys: Keys, question: Question, scale: Scale) -> Question:
    column = keys.text("column")
    return replace(
        question, column=column, values=scale.values, missing=scale.missing, otherwise=scale.otherwise
    )


def _single(keys: Keys, question: Question) -> Question:
    column, missing = keys.text("column"), keys.words("missing")
    options = tuple(_option(option, codes=option.words("codes", needed=True)) for option in _options(keys))
    codes = Counter(code for option in options for code in option.codes)
    twice = [code for code, times in codes.items() if times > 1]
    if twice:
        keys.fail("options", f"every code in one option, but {twice[0]!r} is there twice")
    _check_missing(keys, missing, set(codes))
    return replace(
        question, column=column, options=options, missing=missing, otherwise=keys.text("otherwise", "")
    )


def _multiple(keys: Keys, question: Question) -> Question:
    yes, no, missing = keys.words("yes"), keys.words("no", needed=True), keys.words("missing")
    options = tuple(
        _option(option, column=option.text("column"), yes=option.words("yes") or yes)
        for option in _options(keys)
    )
    for option in options:
        if not option.yes:
            keys.fail("options", f"a code for yes in option {option.key!r} or beside all of them")
        _check_missing(keys, missing | no, set(option.yes))
    return replace(question, options=options, no=no, missing=missing, otherwise=keys.text("otherwise", ""))


def _text(keys: Keys, question: Question) -> Question:
    return replace(question, column=keys.text("column"), missing=keys.words("missing"))


def _options(keys: Keys) -> list[Keys]:
    return keys.each("options", needed=True)


def _option(
    keys: Keys,
    *,
    codes: frozenset[str] = frozenset(),
    column: str = "",
    yes: frozenset[str] = frozenset(),
) -> Option:
    option = Option(keys.text("key"), keys.texts("text"), codes, column, yes)
    keys.done()
    return option


READERS: Mapping[str, Callable[[Keys, Question], Question]] = {
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _multiple,
    QuestionType.TEXT: _text,
}
