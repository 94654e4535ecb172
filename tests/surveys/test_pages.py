"""How pages of the ballot are sent."""

import pytest
from django.test import RequestFactory

from surveys.exceptions import BallotError
from surveys.pages import APOLOGIES, wanted_language


def leaves(error: type[BallotError]) -> set[type[BallotError]]:
    below = error.__subclasses__()
    return {error} if not below else set().union(*(leaves(one) for one in below))


def test_every_reason_for_having_no_ballot_has_a_page_or_stands_beside_the_questions() -> None:
    beside = {"AnswersRefusedError"}

    assert {one.__name__ for one in leaves(BallotError)} - beside == {one.__name__ for one in APOLOGIES}


@pytest.mark.parametrize(
    ("address", "posted", "browser", "person", "expected"),
    [
        ("/", {}, "en", None, "en"),
        ("/", {}, "zh-CN,zh;q=0.9", None, "zh-hans"),
        ("/", {}, "zh-CN", "en", "en"),
        ("/?lang=zh", {}, "en", "en", "zh-hans"),
        ("/?lang=zh", {"lang": "en"}, "zh", "zh", "en"),
        ("/?lang=en", {"lang": "en", "switch": "zh-hans"}, "en", "en", "zh-hans"),
    ],
)
def test_language_is_what_was_asked_for_then_the_person_s_then_the_browser_s(
    address: str, posted: dict[str, str], browser: str, person: str | None, expected: str
) -> None:
    request = RequestFactory().post(address, posted, headers={"accept-language": browser})

    assert wanted_language(request, person) == expected
