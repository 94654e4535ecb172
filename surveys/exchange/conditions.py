"""Conditions of other tools as show-if rules: one comparison over one earlier question, or several joined by `or`."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from surveys.enums import QuestionType
from surveys.question_types.registry import QUESTION_TYPES

VALUE = r"(?:'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|true|false)"
COMPARISON = re.compile(
    rf"\{{(?P<name>[^{{}}]+)\}}\s*(?P<op>==?|!=|<>|>=|<=|>|<|notcontains|contains|anyof)\s*(?P<value>{VALUE}|\[[^\[\]]*\])",
    re.I,
)
OR = re.compile(r"\s+(?:or|\|\|)\s+", re.I)
OPS = {
    "=": "eq",
    "==": "eq",
    "contains": "eq",
    "notcontains": "ne",
    "!=": "ne",
    "<>": "ne",
    ">=": "ge",
    "<=": "le",
    "anyof": "in",
}
# A name in the file and a value there -> the key and the value here; None where there is none.
Translate = Callable[[str, str], tuple[str, Any] | None]


def show_if(
    written: str, translate: Translate, known: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return the rule that says the same as a condition; None where our rules cannot say it."""
    rules = [_rule(one.strip().strip("()").strip(), translate, known) for one in OR.split(written.strip())]
    found = [rule for rule in rules if rule is not None]
    if len(found) != len(rules):
        return None
    if len(found) == 1:
        return found[0]
    same = {rule["question"] for rule in found}
    if len(same) != 1 or any(rule["op"] not in ("eq", "in") for rule in found):
        return None
    values = [v for rule in found for v in (rule["value"] if rule["op"] == "in" else [rule["value"]])]
    return {"question": found[0]["question"], "op": "in", "value": list(dict.fromkeys(values))}


def _rule(
    written: str, translate: Translate, known: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    match = COMPARISON.fullmatch(written)
    if match is None:
        return None
    words = re.findall(VALUE, match["value"])
    pairs = [translate(match["name"].strip(), word.strip("'\"")) for word in words]
    found = [pair for pair in pairs if pair is not None]
    if not found or len(found) != len(pairs):
        return None
    key, values = found[0][0], [value for _key, value in found]
    return _checked(key, match["op"].lower(), values, known)


def _checked(
    key: str, op: str, values: list[Any], known: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    spec = QUESTION_TYPES[known[key]["type"]] if key in known else None
    if spec is None or not spec.decides:
        return None
    whole = spec.scored and type(values[0]) is int
    if op in ("<", ">") and whole:
        values, op = [values[0] + (1 if op == ">" else -1)], f"{op}="
    ours = OPS.get(op)
    if ours is None or (ours in ("le", "ge") and not spec.compares):
        return None
    return {"question": key, "op": ours, "value": values if ours == "in" else values[0]}


def translator(
    keys: Mapping[str, str], options: Mapping[tuple[str, str], str], known: Mapping[str, Any]
) -> Translate:
    """Return how names and values of a file read here: options by their keys, steps and numbers as numbers."""

    def translate(name: str, value: str) -> tuple[str, Any] | None:
        key = keys.get(name)
        if key is None or key not in known:
            return None
        if known[key]["type"] in (QuestionType.SINGLE, QuestionType.MULTIPLE):
            option = options.get((key, value))
            return None if option is None else (key, option)
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            return None
        return key, float(value) if "." in value else int(value)

    return translate
