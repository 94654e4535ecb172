import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from engagement.insights.alerts import acknowledge
from engagement.insights.cards import alert_card
from engagement.insights.enums import Severity
from engagement.insights.models import Alert, Theme
from engagement.insights.themes import THEME_WORDS
from people.enums import Role
from tests.factories import insights, people

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
BLAME = re.compile(
    r"\b(blame|fault|fail(ed|ure|ing)?|lazy|bad manager|underperform\w*|poor(ly)?)\b", re.IGNORECASE
)


def test_a_card_says_what_where_since_when_and_on_how_many() -> None:
    people.unit("A", name="Ward A", name_zh="A 病区")
    card = alert_card(insights.alert())
    assert (card.title, card.unit, card.severity, card.severity_label) == (
        "Meeting marathon",
        "Ward A",
        "watch",
        "Worth watching",
    )
    assert (card.since, card.window, card.weeks) == (
        insights.block(2),
        (insights.block(0), insights.block(2)),
        8,
    )
    newest = card.evidence[0]
    assert (newest.label, newest.number, newest.n_band) == (
        "Share of working time in meetings",
        "50% to 55%",
        "10-14",
    )
    assert (newest.starts, newest.ends) == (insights.block(1), insights.block(2))
    assert (newest.low, newest.high, newest.note) == (0.5, 0.55, "")
    assert (card.state_label, card.acknowledged_by) == ("Open", "")


def test_a_card_names_who_acknowledged() -> None:
    card = alert_card(acknowledge(alert=insights.alert(), by=people.account(Role.HR)))
    assert (card.state_label, card.acknowledged_by) == ("Acknowledged", "Ann Example")


def test_a_fall_is_told_with_its_interval() -> None:
    quoted = insights.quoted("engaged", kind="wave", mean=2.5, scale=[1.0, 5.0], change=[-1.84, -1.16])
    del quoted["band"]
    line = alert_card(insights.alert(theme=Theme.ENGAGEMENT_DROP, evidence=[quoted])).evidence[0]
    assert line.number == "2.5 on a scale from 1 to 5"
    assert line.note == "lower by 1.2 to 1.8 than in this team's own last surveys"


def test_a_reason_is_told_beside_the_company() -> None:
    quoted = insights.quoted(
        "reasons=pay", kind="wave", favourable=[60.0, 60.0], scale=[0.0, 1.0], company=[0.095, 0.105]
    )
    del quoted["band"]
    line = alert_card(insights.alert(theme=Theme.EXIT_THEME, evidence=[quoted])).evidence[0]
    assert line.number == "60%"
    assert line.note == "company: 10% to 10%"


def every_text() -> Iterator[str]:
    for theme in Theme:
        words = THEME_WORDS[theme]
        yield from map(str, (theme.label, words.summary, words.meaning, *words.caveats))
    yield from (str(label) for label in [*Severity.labels, *Alert.State.labels])


def test_every_theme_has_words_and_caveats() -> None:
    assert set(THEME_WORDS) == set(Theme)
    assert all(len(words.caveats) >= 2 for words in THEME_WORDS.values())


def test_no_text_blames_anybody() -> None:
    assert [text for text in every_text() if BLAME.search(text)] == []


def test_every_text_is_there_in_chinese() -> None:
    with override("zh-hans"):
        left_in_english = [text for text in every_text() if not HAN.search(text) or LATIN.search(text)]
    assert left_in_english == []


def test_a_card_in_chinese_is_chinese_throughout() -> None:
    people.unit("A", name="Ward A", name_zh="第一病区")
    with override("zh-hans"):
        card = alert_card(insights.alert())
        assert card.unit == "第一病区"
        assert HAN.search(card.evidence[0].label)
        assert card.evidence[0].number == "50% 至 55%"


def test_dates_are_days() -> None:
    assert isinstance(alert_card(insights.alert()).evidence[0].starts, date)
