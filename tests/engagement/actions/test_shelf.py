import pytest

from engagement.actions.catalogue.loader import templates_for
from engagement.actions.shelf import fitting
from engagement.insights.models import Theme
from tests.factories import insights

pytestmark = pytest.mark.django_db


def test_an_exit_theme_is_answered_by_what_answers_its_evidence() -> None:
    insights.questionnaire({"worth": "meetings"})
    alert = insights.alert(theme=Theme.EXIT_THEME, evidence=[insights.quoted("worth")])
    assert {one.key for one in fitting(alert)} == {"focus_blocks", "no_meeting_friday", "shorter_meetings"}


def test_without_a_known_driver_the_theme_alone_counts() -> None:
    alert = insights.alert(theme=Theme.EXIT_THEME, evidence=[insights.quoted("unheard_of")])
    assert {one.key for one in fitting(alert)} == {one.key for one in templates_for(Theme.EXIT_THEME)}


def test_other_themes_keep_theirs_and_lead_with_what_the_evidence_names() -> None:
    insights.questionnaire({"calm": "recovery"})
    alert = insights.alert(theme=Theme.ENGAGEMENT_DROP, evidence=[insights.quoted("calm")])
    offered = fitting(alert)
    assert {one.key for one in templates_for(Theme.ENGAGEMENT_DROP)} <= {one.key for one in offered}
    assert "construct:recovery" in offered[0].answers
