"""SurveyJS: what is carried over, what is listed, and a way out and back without loss."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.bank.loader import load_set, set_keys
from surveys.definition import check_definition
from surveys.enums import QuestionType
from surveys.exchange.exceptions import ShapeError
from surveys.exchange.surveyjs_in import import_surveyjs
from surveys.exchange.surveyjs_out import export_surveyjs

WORDS = st.text("abcdefgh XYZ0123好的工作吗", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)
TEXTS = st.fixed_dictionaries({"en": WORDS}, optional={"zh": WORDS})
OPTIONS = st.lists(TEXTS, min_size=2, max_size=5).map(
    lambda texts: [{"key": f"o{n}", "text": text} for n, text in enumerate(texts)]
)
SCALES = st.sampled_from(["agreement5", "agreement7", "frequency", "smiley"])


def rows(texts: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"key": f"r{n}", "text": text} for n, text in enumerate(texts)]


ROWS = st.lists(TEXTS, min_size=1, max_size=3).map(rows)
OTHER = st.sampled_from([{}, {"settings": {"other": True}}])
SHAPES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    kind: st.just({})
    for kind in ("agreement5", "agreement7", "frequency", "scale10", "smiley", "short", "text", "note")
}
SHAPES |= {
    "rating": st.tuples(st.integers(0, 5), st.integers(1, 10), TEXTS).map(
        lambda t: {"settings": {"min": t[0], "max": t[0] + t[1], "labels": {str(t[0]): t[2]}}}
    ),
    "single": st.tuples(OPTIONS, OTHER).map(lambda t: {"options": t[0]} | t[1]),
    "multiple": st.tuples(OPTIONS, OTHER).map(lambda t: {"options": t[0]} | t[1]),
    "ranking": OPTIONS.map(lambda options: {"options": options}),
    "matrix": st.one_of(
        st.tuples(ROWS, SCALES).map(lambda t: {"settings": {"rows": t[0], "scale": t[1]}}),
        st.tuples(ROWS, OPTIONS).map(lambda t: {"settings": {"rows": t[0]}, "options": t[1]}),
    ),
    "number": st.sampled_from([{}, {"settings": {"min": 0, "max": 40}}]),
    "date": st.sampled_from([{}, {"settings": {"min": "2020-01-01"}}]),
}


def conditions(earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in earlier:
        if one["type"] in ("single", "multiple"):
            keys = [option["key"] for option in one["options"]]
            found += [{"question": one["key"], "op": op, "value": keys[0]} for op in ("eq", "ne")]
            found.append({"question": one["key"], "op": "in", "value": keys[:2]})
        if one["type"] in ("agreement5", "number"):
            found += [{"question": one["key"], "op": op, "value": 2} for op in ("eq", "ne", "le", "ge")]
            found.append({"question": one["key"], "op": "in", "value": [1, 2]})
    return found


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    questions: list[dict[str, Any]] = []
    sections = draw(st.lists(TEXTS, min_size=1, max_size=3))
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(sorted(SHAPES)))
        question: dict[str, Any] = {
            "key": f"q{number}",
            "type": kind,
            "text": draw(TEXTS),
            **draw(SHAPES[kind]),
        }
        extra = {"section": sections[min(number // 2, len(sections) - 1)], "help_text": draw(TEXTS)}
        question |= {name: value for name, value in extra.items() if draw(st.booleans())}
        if kind not in ("short", "text", "note") and draw(st.booleans()):
            question["required"] = True
        if draw(st.booleans()):
            question |= {"construct": "workload", "reversed": True, "bank_item": "own-x", "wording": 2}
        possible, has_rule = conditions(questions), draw(st.booleans())
        if possible and has_rule:
            question["show_if"] = draw(st.sampled_from(possible))
        questions.append(question)
    made = {"key": "round", "title": draw(TEXTS), "purpose": "exit", "questions": questions}
    return made | ({"intro": draw(TEXTS)} if draw(st.booleans()) else {})


def there_and_back(definition: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    draft = import_surveyjs(json.loads(json.dumps(export_surveyjs(definition))), "file")
    return draft.definition, draft.left


def test_every_type_takes_part() -> None:
    assert set(SHAPES) == set(QuestionType.values)


@given(definitions())
def test_out_and_back_loses_nothing(definition: dict[str, Any]) -> None:
    check_definition(definition)

    assert there_and_back(definition) == (definition, [])


@pytest.mark.parametrize("key", set_keys())
def test_every_ready_set_goes_out_and_comes_back(key: str) -> None:
    definition = load_set(key)
    questions = [
        {name: value for name, value in question.items() if value not in ("", False)}
        for question in definition["questions"]
    ]

    found, left = there_and_back(definition)
    assert (found, left) == ({**definition, "questions": questions}, [])


FOREIGN: dict[str, Any] = {
    "title": {"default": "Climate", "zh-cn": "氛围", "de": "Klima"},
    "triggers": [{"type": "complete"}],
    "pages": [
        {
            "name": "p1", "title": "About work",
            "elements": [
                {"type": "rating", "name": "Mood today", "title": "Mood?", "rateType": "smileys", "isRequired": True},
                {"type": "rating", "name": "nps", "title": "Recommend?", "rateMin": 0, "rateMax": 10},
                {"type": "rating", "name": "stars", "title": "Stars", "rateMax": 5, "minRateDescription": "Poor"},
                {"type": "boolean", "name": "remote", "title": "Remote?"},
                {"type": "panel", "name": "pan", "visibleIf": "{remote} = true", "elements": [
                    {"type": "tagbox", "name": "tools", "title": "Tools", "choices": ["Mail", {"value": 2, "text": "Chat"}], "hasOther": True},
                    {"type": "comment", "name": "why", "title": "Why?", "visibleIf": "{nps} < 7"},
                ]},
            ],
        },
        {
            "name": "p2",
            "elements": [
                {"type": "dropdown", "name": "site", "title": "Site", "choices": ["North", "South"], "visibleIf": "{nps} > 6"},
                {"type": "text", "name": "mail", "title": "E-mail", "inputType": "email"},
                {"type": "text", "name": "years", "title": "Years", "inputType": "number", "min": 0, "max": 50},
                {"type": "matrix", "name": "m", "title": "M", "columns": ["Good", "Bad"], "rows": ["Pay", "Hours"]},
                {"type": "file", "name": "cv", "title": "CV"},
                {"type": "radiogroup", "name": "from-web", "title": "Web", "choicesByUrl": {"url": "x"}},
                {"type": "html", "name": "note", "html": "<b>Thank</b> you {respondent}"},
                {"type": "comment", "name": "last", "title": "Else?", "visibleIf": "{site} = 'North' or {site} = 'South'"},
            ],
        },
    ],
}  # fmt: skip


def test_a_questionnaire_made_elsewhere_arrives_and_the_rest_is_listed() -> None:
    draft = import_surveyjs(FOREIGN, "file")
    check_definition(draft.definition)
    found = {question["key"]: question for question in draft.questions}

    assert draft.definition["title"] == {"en": "Climate", "zh": "氛围"}
    assert draft.pages == 2
    assert {key: one["type"] for key, one in found.items()} == {
        "mood-today": "smiley", "nps": "scale10", "stars": "rating", "remote": "single", "tools": "multiple", "why": "text",
        "site": "single", "years": "number", "m": "matrix", "note": "note", "last": "text",
    }  # fmt: skip
    assert found["tools"]["show_if"] == {"question": "remote", "op": "eq", "value": "yes"}
    assert found["site"]["show_if"] == {"question": "nps", "op": "ge", "value": 7}
    assert found["last"]["show_if"] == {"question": "site", "op": "in", "value": ["north", "south"]}
    assert found["note"]["text"] == {"en": "Thank you (respondent)"}
    assert {(one.name, one.type) for one in draft.left} == {
        ("de", "language"), ("triggers", "survey"), ("why", "visibleIf"), ("mail", "text/email"), ("cv", "file"), ("from-web", "radiogroup"),
    }  # fmt: skip
    assert "show_if" not in found["why"]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ([], ""), ("x", ""), ({"title": "T"}, ""), ({"pages": {}}, "pages"), ({"pages": [1]}, "page 1"),
        ({"pages": [{"elements": 3}]}, "page 1 elements"), ({"pages": [{"elements": ["x"]}]}, "page 1, element 1"),
        ({"pages": []}, "pages"), ({"elements": [{"type": "file", "name": "f"}]}, "pages"),
    ],
)  # fmt: skip
def test_what_is_no_questionnaire_names_the_place(content: Any, where: str) -> None:
    with pytest.raises(ShapeError) as wrong:
        import_surveyjs(content, "file")

    assert wrong.value.where == where
