"""What a definition has to look like, and what is said when it does not."""

from typing import Any

import pytest

from surveys.definition import check_definition
from surveys.exceptions import DefinitionError
from tests.factories.surveys import both, definition, question

TWICE = [question("q1"), question("q1")]
COND = {"question": "q1", "op": "le", "value": 2}


def late(**condition: object) -> list[dict[str, Any]]:
    """q1, then q2 that depends on it as given."""
    return [question("q1"), question("q2", show_if=COND | condition)]


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown key": (definition() | {"colour": "red"}, "definition", "no other keys"),
    "key with a space": (definition(key="my survey"), "key", "a key of small letters"),
    "no title": (definition(title={}), "title", "texts by language"),
    "empty title": (definition(title={"en": " "}), "title", "texts by language"),
    "third language": (definition(title=both("T") | {"fr": "T"}), "title", "only the languages en, zh"),
    "unknown purpose": (definition(purpose="spying"), "purpose", "one of pulse, exit, imported"),
    "no questions": (definition(questions=[]), "questions", "one question at least"),
    "question without key": (definition({"type": "text"}), "question 1", "a mapping with a key"),
    "question that is a text": (definition(questions=["why?"]), "question 1", "a mapping with a key"),
    "unknown type": (definition(question("q1", "slider")), "question 1 (q1)", "a type among agreement5"),
    "unknown field": (definition(question("q1", colour="red")), "question 1 (q1)", "no other keys"),
    "key twice": (definition(*TWICE), "question 2 (q1)", "no earlier question has"),
    "no text": (definition(question("q1", text={})), "question 1 (q1), text", "texts by language"),
    "options on a scale": (
        definition(question("q1", options=[{"key": "a", "text": both("a")}])), "question 1 (q1)", "no options",
    ),
    "one option": (
        definition(question("q1", "single", options=[{"key": "a", "text": both("a")}])), "question 1 (q1)", "two options",
    ),
    "option twice": (
        definition(question("q1", "single", options=[{"key": "a", "text": both("a")}] * 2)), "question 1 (q1)", "every option key once",
    ),
    "option without text": (
        definition(question("q1", "single", options=[{"key": "a"}, {"key": "b"}])), "question 1 (q1), option 1", "a key and a text",
    ),
    "required comment": (definition(question("q1", "text", required=True)), "question 1 (q1)", "not to be required"),
    "required is a word": (definition(question("q1", required="yes")), "question 1 (q1), required", "true or false"),
    "required line": (definition(question("q1", "short", required=True)), "question 1 (q1)", "not to be required"),
    "required note": (definition(question("q1", "note", required=True)), "question 1 (q1)", "not to be required"),
    "placeholder about a person": (
        definition(question("q1", text={"en": "Dear {name}"})), "question 1 (q1), text", "no placeholders in braces but",
    ),
    "setting of another type": (
        definition(question("q1", settings={"other": True})), "question 1 (q1), settings", "only none for agreement5 (found other)",
    ),
    "settings that are a list": (definition(question("q1", settings=[])), "question 1 (q1), settings", "a mapping"),
    "number without an order": (
        definition(question("q1", "number", settings={"min": 2, "max": 1})), "question 1 (q1)", "settings.min less than",
    ),
    "row key with a space": (
        definition(question("q1", "matrix", settings={"scale": "frequency", "rows": [{"key": "a b", "text": both("A")}]})),
        "question 1 (q1), row", "a key of small letters",
    ),
    "matrix without scale": (
        definition(question("q1", "matrix", settings={"rows": [{"key": "a", "text": both("A")}]})), "question 1 (q1)", "either settings.scale or",
    ),
    "wording that is a word": (definition(question("q1", wording="new")), "question 1 (q1), wording", "a whole number"),
    "condition over a matrix": (
        definition(
            question("q1", "matrix", settings={"scale": "frequency", "rows": [{"key": "a", "text": both("A")}]}),
            question("q2", show_if=COND),
        ),
        "question 2 (q2), show_if", "a choice, a step on a scale or a number",
    ),
    "condition over other that is none": (
        definition(question("q1", "single"), question("q2", show_if=COND | {"op": "eq", "value": "other"})),
        "question 2 (q2), show_if", "an answer that q1 allows",
    ),
    "condition over a later question": (
        definition(question("q0", show_if=COND), question("q1")), "question 1 (q0), show_if", "an earlier question",
    ),
    "condition over itself": (
        definition(question("q1", show_if=COND)), "question 1 (q1), show_if", "an earlier question",
    ),
    "condition without value": (
        definition(question("q1"), question("q2", show_if={"question": "q1", "op": "le"})), "question 2 (q2), show_if", "question, op and value",
    ),
    "unknown operator": (definition(*late(op="like")), "question 2 (q2), show_if", "op to be one of"),
    "value outside the scale": (definition(*late(value=6)), "question 2 (q2), show_if", "an answer that q1 allows"),
    "list expected": (definition(*late(op="in")), "question 2 (q2), show_if", "a list of values"),
    "less than an option": (
        definition(question("q1", "single"), question("q2", show_if=COND | {"value": "a"})), "question 2 (q2), show_if", "eq, ne or in over options",
    ),
    "condition over a comment": (
        definition(question("q1", "text"), question("q2", show_if=COND)), "question 2 (q2), show_if", "a choice, a step on a scale or a number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_definition_names_the_place_and_what_belongs_there(name: str) -> None:
    wrong, where, expected = WRONG[name]

    with pytest.raises(DefinitionError) as refused:
        check_definition(wrong)

    assert refused.value.where == where
    assert expected in refused.value.expected


@pytest.mark.parametrize(
    "questions",
    [
        late(),
        late(op="in", value=[1, 2]),
        [question("q1", "multiple"), question("q2", show_if={"question": "q1", "op": "in", "value": ["a", "b"]})],
        [question("q1", "single"), question("q2", show_if={"question": "q1", "op": "ne", "value": "c"})],
        [question("q1", "number"), question("q2", show_if={"question": "q1", "op": "ge", "value": 2.5})],
        [question("q1", "single", settings={"other": True}), question("q2", show_if=COND | {"op": "eq", "value": "other"})],
        [question("a", "text"), question("b", "text"), question("c", "short"), question("d", "note")],
        [question("q1", text={"en": "How is {unit} of {company}?"}, wording=2)],
        [question("q1", "scale10", required=True, section=both("Part"), help_text=both("Help"))],
    ],
)  # fmt: skip
def test_good_definition_passes(questions: list[dict[str, Any]]) -> None:
    check_definition(definition(*questions))
