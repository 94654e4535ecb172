from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from engagement.actions.shelf import fitting
from engagement.insights.alerts import raise_alerts
from engagement.insights.cards import alert_card
from engagement.insights.enums import Severity
from engagement.insights.models import Theme
from engagement.insights.notice import NOTICERS, notice_blocks, notice_wave
from privacy.models import ReleasedTable
from signals.models import Finding as Detected
from surveys.enums import WaveKind
from surveys.models import Questionnaire, Wave
from tests.factories import insights, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def units() -> None:
    root = people.unit("ROOT")
    for code in ("A", "B", "C"):
        people.unit(code, root)


def detected(unit: str = "A", number: int = 1, **fields: object) -> Detected:
    metrics = [{"metric": "meeting_share", "unit": unit}, {"metric": "focus_hours", "unit": unit}]
    defaults = {"detector": "meeting_marathon", "severity": "watch", "evidence": metrics}
    return Detected.objects.create(unit=unit, block_start=insights.block(number), **(defaults | fields))


def noticed() -> list[object]:
    return list(notice_blocks(insights.block(0), insights.block(9)))


def test_a_detector_s_finding_quotes_the_released_cells_of_its_two_blocks() -> None:
    for number in range(3):
        insights.metric(number, "A", "meeting_share", (0.5, 0.55))
    insights.metric(1, "A", "focus_hours", (6.0, 8.0))
    insights.metric(1, "A", "meeting_hours", (20.0, 22.0))
    detected()
    (finding,) = notice_blocks(insights.block(0), insights.block(2))
    assert (finding.unit, finding.theme, finding.severity) == ("A", Theme.MEETING_MARATHON, Severity.WATCH)
    assert finding.seen_on == insights.block(2)
    cells = [(quoted["item"], quoted["source"]) for quoted in finding.evidence]
    first, second = insights.block(0).isoformat(), insights.block(1).isoformat()
    assert cells == [("meeting_share", first), ("focus_hours", second), ("meeting_share", second)]


def test_collapsed_focus_becomes_an_alert_that_templates_answer() -> None:
    for number in (1, 2):
        insights.metric(number, "A", "focus_hours", (12.0, 14.0))
        insights.metric(number, "A", "fragmentation", (0.5, 0.6))
    metrics = [{"metric": "focus_hours", "unit": "A"}, {"metric": "fragmentation", "unit": "A"}]
    detected(number=2, detector="focus_collapse", evidence=metrics)
    (alert,) = raise_alerts(notice_blocks(insights.block(0), insights.block(9)), on=insights.block(3))
    assert (alert.unit, alert.theme, alert.severity) == ("A", Theme.FOCUS_COLLAPSE, Severity.WATCH)
    assert {quoted["item"] for quoted in alert.evidence} == {"focus_hours", "fragmentation"}
    for language, summary in (("en", "cut into pieces"), ("zh-hans", "零碎")):
        with translation.override(language):
            card = alert_card(alert)
            assert summary in card.summary
            assert len(card.evidence) == 4
    offered = {template.key for template in fitting(alert)}
    assert {"focus_blocks", "no_meeting_friday", "work_in_progress"} <= offered


def test_a_unit_whose_cells_were_not_released_never_appears() -> None:
    insights.metric(1, "B", "meeting_share", (0.5, 0.55))
    detected("A")
    assert noticed() == []


def test_a_remainder_is_no_evidence() -> None:
    insights.metric(1, "A", "meeting_share", (0.5, 0.55), is_remainder=True)
    detected("A")
    assert noticed() == []


def test_a_unit_that_is_not_in_the_directory_never_appears() -> None:
    insights.metric(1, "GONE", "meeting_share", (0.5, 0.55))
    detected("GONE")
    assert noticed() == []


def test_only_the_blocks_asked_for_are_noticed() -> None:
    for number in (1, 2, 3):
        insights.metric(number, "A", "meeting_share", (0.5, 0.55))
        detected(number=number)
    assert [finding.seen_on for finding in notice_blocks(insights.block(2), insights.block(3))] == [
        insights.block(3)
    ]


def test_no_findings_are_no_findings() -> None:
    assert noticed() == []


def pulses(*means: float, unit: str = "A", **fields: Any) -> list[Wave]:
    asked = insights.questionnaire({"engaged": "engagement", "load": "workload"})
    waves = [insights.wave(asked, number) for number in range(len(means))]
    for wave, mean in zip(waves, means, strict=True):
        insights.means(wave, unit, {"engaged": mean, "load": mean}, **fields)
    return waves


def test_a_fall_of_engagement_brings_what_fell_beside_it() -> None:
    wave = pulses(4.0, 4.0, 2.5)[-1]
    (finding,) = notice_wave(wave)
    assert (finding.unit, finding.theme, finding.severity) == ("A", Theme.ENGAGEMENT_DROP, Severity.HIGH)
    assert finding.seen_on == wave.closes_on + timedelta(days=1)
    assert [quoted["item"] for quoted in finding.evidence] == 3 * ["engaged"] + 3 * ["load"]
    changes = [quoted.get("change") for quoted in finding.evidence]
    assert changes[:2] == [None, None]
    assert changes[2] == changes[5]
    low, high = changes[2] or (0, 0)
    assert low < -1.5 < high < 0


def test_a_wave_is_never_read_beside_later_ones() -> None:
    first, second, third = pulses(4.0, 2.5, 4.0)
    assert notice_wave(first) == []
    assert [finding.unit for finding in notice_wave(second)] == ["A"]
    assert notice_wave(third) == []


def test_a_moderate_fall_is_worth_watching() -> None:
    (finding,) = notice_wave(pulses(4.0, 4.0, 3.5, n_band="200+")[-1])
    assert finding.severity is Severity.WATCH


@pytest.mark.parametrize(
    "fields", [{"precision": "coarse"}, {"is_remainder": True}, {"slice_attribute": "tenure"}]
)
def test_cells_that_cannot_be_compared_give_no_fall(fields: dict[str, Any]) -> None:
    assert notice_wave(pulses(4.0, 4.0, 2.0, **fields)[-1]) == []


def test_a_merged_ballot_cell_that_is_no_unit_never_appears() -> None:
    assert notice_wave(pulses(4.0, 4.0, 2.0, unit="A+B")[-1]) == []


def exits(*shares: int, topic: float | None = None) -> list[Wave]:
    """Exit waves in which leavers of A name meetings in the given percentages, and a tenth of the company does."""
    asked: Questionnaire = insights.questionnaire(
        {"reasons": "exit_reasons", "kept": "exit_kept"}, purpose=WaveKind.EXIT
    )
    waves = [insights.wave(asked, 3 * number) for number in range(len(shares))]
    company = {"covers": ["A", "B", "C"], "n_band": "50-99"}
    for wave, share in zip(waves, shares, strict=True):
        for item in ("reasons=meetings", "kept=meetings"):
            insights.means(wave, "ROOT", {item: 0.1}, favourable_low=10, favourable_high=10, **company)
            insights.means(wave, "A", {item: share / 100}, favourable_low=share, favourable_high=share)
        if topic is not None:
            table = insights.table(ReleasedTable.Kind.TOPICS, str(wave.pk))
            insights.cell(table, "ROOT", "topic:meetings", mean=0.1, **company)
            insights.cell(table, "A", "topic:meetings", mean=topic)
            insights.cell(table, "A", "topic:meetings:polarity", mean=1.0)
    return waves


def test_a_reason_that_returns_is_quoted_with_the_company_beside_it() -> None:
    (finding,) = notice_wave(exits(60, 60)[-1])
    assert (finding.unit, finding.theme, finding.severity) == ("A", Theme.EXIT_THEME, Severity.HIGH)
    assert [quoted["item"] for quoted in finding.evidence] == 2 * ["reasons=meetings"]
    assert finding.evidence[0].get("company") is None
    assert finding.evidence[1]["company"] == pytest.approx([0.095, 0.105])


def test_topics_of_leavers_comments_are_reasons_too() -> None:
    (finding,) = notice_wave(exits(10, 10, topic=0.6)[-1])
    assert {quoted["item"] for quoted in finding.evidence} == {"topic:meetings"}
    assert {quoted["kind"] for quoted in finding.evidence} == {"topics"}


def test_a_reason_named_once_or_like_everywhere_is_none() -> None:
    assert notice_wave(exits(10, 60)[-1]) == []
    assert notice_wave(exits(10, 10)[-1]) == []


def test_every_kind_of_wave_is_noticed_or_left_alone_on_purpose() -> None:
    assert set(WaveKind) - set(NOTICERS) == {WaveKind.IMPORTED}
    imported = insights.wave(insights.questionnaire(), 0, kind=WaveKind.IMPORTED)
    assert notice_wave(imported) == []
