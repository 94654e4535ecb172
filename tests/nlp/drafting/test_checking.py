from typing import Any

import pytest

from nlp.drafting.checking import UnusableReplyError, as_draft, as_part, invented, is_written_in
from nlp.drafting.kinds import get_kind

BODY = "The new rota starts in May. Please send us your wishes until the middle of April."


@pytest.mark.parametrize(
    ("text", "brief", "facts"),
    [
        ("The rota starts on 3 May.", "a rota from 3 May", []),
        ("You get 37 days of leave.", "leave", ["37"]),
        ("It costs 1,250.50 euros.", "costs", ["1,250.50"]),
        ("1. First\n2. Second", "steps", []),
        ("Please ask Mrs Miller.", "whom to ask", ["Mrs Miller"]),
        ("请联系王小明。", "联系谁", ["王小明"]),
    ],
)
def test_what_the_brief_does_not_hold_is_named(text: str, brief: str, facts: list[str]) -> None:
    found = invented(text, brief)
    assert len(found) == len(facts)
    assert all(fact.removeprefix("Mrs ") in " ".join(found) for fact in facts)


@pytest.mark.parametrize(
    ("text", "lang", "right"),
    [
        (BODY, "en", True),
        (BODY, "zh", False),
        ("新的排班从五月开始。", "zh", True),
        ("新しいシフトは五月から始まります。", "zh", False),
        ("Le nouveau planning commence en mai.", "en", False),
        ("[姓名] The new rota starts in May.", "en", True),
        ("", "en", False),
    ],
)
def test_the_language_is_told(text: str, lang: Any, right: bool) -> None:
    assert is_written_in(text, lang) is right


@pytest.mark.parametrize(
    "data", [None, [], "x", {}, {"text": 1}, {"text": " "}, {"text": "五月开始新的排班。"}]
)
def test_a_part_that_is_none_is_refused(data: Any) -> None:
    with pytest.raises(UnusableReplyError):
        as_part(get_kind("letter"), data, "a rota", "en")


def test_signs_that_nobody_sees_are_taken_out() -> None:
    draft = as_draft(
        get_kind("letter"), {"title": "A\u0000b\nc", "body": f"\u202e{BODY}\u200b"}, "a rota", "en", "m"
    )
    assert (draft.title, draft.body) == ("Ab c", BODY)
