"""What people wrote, in a browser: axe finds nothing, nothing runs over the edge of a phone, the keyboard reaches every link."""

from datetime import date
from typing import Any

import pytest

from people.enums import Role
from people.models import Account
from surveys.models import Wave
from tests.e2e.conftest import Visit, violations
from tests.factories import people
from tests.factories import surveys as make
from tests.factories.comments import BOTS, GATES, OTHERS, walked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def said(transactional_db: None) -> tuple[Wave, Account]:
    make.company({"A": 20, "B": 20})
    asked = make.questionnaire()
    walked(asked, GATES + OTHERS, make.OPENS, make.CLOSES)
    return (
        walked(asked, GATES[::-1] + BOTS + OTHERS[:8], date(2026, 6, 1), date(2026, 6, 14)),
        people.account(Role.HR),
    )


def test_the_page_holds_in_both_languages_and_widths(
    said: tuple[Wave, Account], visit: Visit, tmp_path: Any
) -> None:
    wave, hr = said
    for language, heading in (("en", "What people wrote"), ("zh-hans", "大家写了什么")):
        for width in (1280, 390):
            page = visit(hr, language, width)
            page.goto(f"/waves/{wave.pk}/comments/")
            assert page.locator("h1").inner_text() == heading
            page.wait_for_timeout(600)
            page.screenshot(path=str(tmp_path / f"voices-{width}-{language[:2]}.png"), full_page=True)
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            page.keyboard.press("Tab")
            reached = set()
            for _press in range(60):
                reached.add(
                    page.evaluate(
                        "document.activeElement.getAttribute('href') || document.activeElement.tagName"
                    )
                )
                page.keyboard.press("Tab")
            assert "/cards/comments/" in reached
            page.goto("/cards/comments/")
            assert violations(page) == []
