from datetime import timedelta

import pytest

from engagement.insights.exit_insight import insight, signature_findings
from engagement.insights.models import Theme
from surveys.enums import WaveKind
from surveys.models import Wave
from tests.factories import insights, people

pytestmark = pytest.mark.django_db
TEAMS = [f"T{number:02}" for number in range(12)]


def company(**means: float) -> Wave:
    """Twelve teams, a pulse each block, and an exit wave in which the pool ROOT names the commute."""
    root = people.unit("ROOT")
    for team in TEAMS:
        people.unit(team, root)
    asked = insights.questionnaire({"worth": "meetings"})
    for number in range(3):
        wave = insights.wave(asked, number)
        for place, team in enumerate(TEAMS):
            insights.means(wave, team, {"worth": means.get(team, 3.4 + 0.02 * place)})
    exits = insights.questionnaire({"reasons": "exit_reasons"}, purpose=WaveKind.EXIT)
    left = insights.wave(exits, 3)
    shares = {"reasons=commute": 60, "reasons=meetings": 10}
    for item, share in shares.items():
        numbers = {"favourable_low": share, "favourable_high": share, "covers": TEAMS}
        insights.means(left, "ROOT", {item: share / 100}, **numbers)
    return left


def test_what_leavers_kept_quiet_about_is_found_and_looked_for_in_living_units() -> None:
    wave = company(T03=1.8)
    (pattern,) = insight(wave)
    assert (pattern.pool, pattern.unit, pattern.is_hidden) == ("ROOT", "T03", True)
    (finding,) = signature_findings(wave)
    assert (finding.unit, finding.theme) == ("T03", Theme.EXIT_THEME)
    assert {quote["item"] for quote in finding.evidence} == {"worth"}
    assert finding.seen_on == wave.closes_on + timedelta(days=1)


def test_a_company_without_a_pattern_gives_nothing() -> None:
    wave = company()
    assert insight(wave) == []
    assert signature_findings(wave) == []
