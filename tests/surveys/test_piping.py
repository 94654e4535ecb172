"""Words about the unit in a question."""

import pytest

from surveys.piping import fill, unknown_placeholders

WORDS = {"unit": "Night shift", "company": "Acme"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("How is {unit}?", "How is Night shift?"),
        ("{company}的{unit}怎么样？", "Acme的Night shift怎么样？"),
        ("No words here", "No words here"),
        ("{name} stays", "{name} stays"),
        ("{ unit }", "{ unit }"),
    ],
)
def test_fill_puts_in_what_is_known(text: str, filled: str) -> None:
    assert fill(text, WORDS) == filled


def test_words_are_not_filled_again() -> None:
    assert fill("{unit}", {"unit": "{company}", "company": "Acme"}) == "{company}"


def test_placeholders_about_people_are_unknown() -> None:
    assert unknown_placeholders("Dear {first_name} of {unit}") == ["first_name"]
