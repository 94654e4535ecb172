"""What a questionnaire's definition has to look like; pure."""

import re
from collections.abc import Mapping
from typing import Any

from surveys.enums import QuestionType, WaveKind
from surveys.exceptions import DefinitionError
from surveys.logic import OPERATORS
from surveys.models.questionnaires import Question
from surveys.piping import unknown_placeholders
from surveys.question_types.base import NotAllowedError, SettingsError
from surveys.question_types.registry import QUESTION_TYPES

LANGUAGES = {"en", "zh"}
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
TOP_KEYS = {"key", "title", "purpose", "questions", "intro"}
QUESTION_KEYS = {
    "key", "type", "text", "help_text", "section", "options", "settings", "required", "show_if", "construct",
    "reversed", "bank_item", "wording",
}  # fmt: skip


def _require(fact: bool, where: str, expected: str) -> None:
    if not fact:
        raise DefinitionError(where, expected)


def _check_key(value: object, where: str) -> None:
    good = isinstance(value, str) and KEY.fullmatch(value) is not None
    _require(good, where, "a key of small letters, digits, _ and -, 64 at most")


def _check_texts(value: object, where: str, *, needed: bool = True) -> None:
    """Texts are a mapping from language to text; every language or none."""
    if not needed and value in (None, {}):
        return
    texts = value if isinstance(value, Mapping) else {}
    good = all(isinstance(text, str) and text.strip() for text in texts.values())
    _require(good and bool(texts), where, "texts by language, none of them empty")
    unknown = set(texts) - LANGUAGES
    _require(not unknown, where, f"only the languages {', '.join(sorted(LANGUAGES))}")
    strange = [name for text in texts.values() for name in unknown_placeholders(text)]
    _require(not strange, where, "no placeholders in braces but {unit} and {company}")


def _check_known(given: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(given) - known)
    _require(
        not unknown, where, f"no other keys than {', '.join(sorted(known))} (found {', '.join(unknown)})"
    )


def _check_options(question: Mapping[str, Any], where: str) -> None:
    options = question.get("options", [])
    takes = QUESTION_TYPES[question["type"]].takes_options
    if not takes and question["type"] != QuestionType.MATRIX:
        _require(not options, where, f"no options, because the type is {question['type']}")
        return
    enough = isinstance(options, list) and (len(options) >= 2 or (not takes and not options))
    _require(enough, where, "two options at least")
    for number, option in enumerate(options, start=1):
        place = f"{where}, option {number}"
        _require(isinstance(option, Mapping) and set(option) == {"key", "text"}, place, "a key and a text")
        _check_key(option["key"], place)
        _check_texts(option["text"], place)
    keys = [option["key"] for option in options]
    _require(len(keys) == len(set(keys)), where, "every option key once")


def as_question(question: Mapping[str, Any]) -> Question:
    """Return what the type of a question looks at, as a model that is not stored."""
    return Question(
        key=question["key"],
        type=question["type"],
        options=question.get("options", []),
        settings=question.get("settings", {}),
    )


def _check_settings(question: Mapping[str, Any], where: str) -> None:
    """Only the settings that a type has, as it wants them."""
    settings, spec = question.get("settings", {}), QUESTION_TYPES[question["type"]]
    _require(isinstance(settings, Mapping), f"{where}, settings", "a mapping")
    unknown = sorted(set(settings) - spec.settings)
    known = ", ".join(sorted(spec.settings)) or "none"
    _require(
        not unknown, f"{where}, settings", f"only {known} for {question['type']} (found {', '.join(unknown)})"
    )
    try:
        spec.check(as_question(question))
    except SettingsError as wrong:
        raise DefinitionError(where, str(wrong)) from None
    for row in settings.get("rows", []):
        _check_key(row["key"], f"{where}, row")


def _check_condition(
    condition: Mapping[str, Any], earlier: Mapping[str, Mapping[str, Any]], where: str
) -> None:
    _require(set(condition) == {"question", "op", "value"}, where, "question, op and value")
    _require(condition["op"] in OPERATORS, where, f"op to be one of {', '.join(OPERATORS)}")
    _require(condition["question"] in earlier, where, "the key of an earlier question")
    source = earlier[condition["question"]]
    spec = QUESTION_TYPES[source["type"]]
    _require(spec.decides, where, "a question whose answer is a choice, a step on a scale or a number")
    values = condition["value"] if condition["op"] == "in" else [condition["value"]]
    _require(isinstance(values, list) and bool(values), where, "a list of values, because op is in")
    _require(spec.compares or condition["op"] not in {"le", "ge"}, where, "eq, ne or in over options")
    asked = as_question(source)
    for value in values:
        try:
            spec.validate(asked, [value] if source["type"] == QuestionType.MULTIPLE else value)
        except NotAllowedError:
            raise DefinitionError(where, f"an answer that {source['key']} allows, not {value!r}") from None


def _check_question(question: object, earlier: Mapping[str, Mapping[str, Any]], where: str) -> None:
    _require(isinstance(question, Mapping) and "key" in question, where, "a mapping with a key")
    assert isinstance(question, Mapping)  # noqa: S101  # tells the type checker what was just required
    _check_known(question, QUESTION_KEYS, where)
    _check_key(question["key"], where)
    _require(question["key"] not in earlier, where, "a key that no earlier question has")
    types = ", ".join(QUESTION_TYPES)
    _require(question.get("type") in QUESTION_TYPES, where, f"a type among {types}")
    _check_texts(question.get("text"), f"{where}, text")
    _check_texts(question.get("help_text"), f"{where}, help_text", needed=False)
    _check_texts(question.get("section"), f"{where}, section", needed=False)
    for flag in ("required", "reversed"):
        _require(isinstance(question.get(flag, False), bool), f"{where}, {flag}", "true or false")
    _require(_is_count(question.get("wording", 1)), f"{where}, wording", "a whole number from 1 on")
    _check_options(question, where)
    _check_settings(question, where)
    if question.get("show_if"):
        _check_condition(question["show_if"], earlier, f"{where}, show_if")
    written = QUESTION_TYPES[question["type"]].written or question["type"] == QuestionType.NOTE
    _require(not (written and question.get("required")), where, "an open comment not to be required")


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 1


def check_definition(definition: Mapping[str, Any]) -> None:
    """Raise a `DefinitionError` at the first place that is not as it should be."""
    _require(isinstance(definition, Mapping), "definition", "a mapping")
    _check_known(definition, TOP_KEYS, "definition")
    _check_key(definition.get("key"), "key")
    _check_texts(definition.get("title"), "title")
    _check_texts(definition.get("intro"), "intro", needed=False)
    _require(definition.get("purpose") in WaveKind.values, "purpose", f"one of {', '.join(WaveKind.values)}")
    questions = definition.get("questions")
    _require(isinstance(questions, list) and bool(questions), "questions", "a list of one question at least")
    earlier: dict[str, Mapping[str, Any]] = {}
    for number, question in enumerate(questions or [], start=1):
        key = question.get("key", "") if isinstance(question, Mapping) else ""
        _check_question(question, earlier, f"question {number} ({key})" if key else f"question {number}")
        earlier[question["key"]] = question
