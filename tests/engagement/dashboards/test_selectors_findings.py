"""What a page says stands out: every number of its words is a cell's, and other wordings are never compared."""

from collections.abc import Mapping

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from engagement.dashboards import selectors_findings as findings
from engagement.dashboards.selectors_hr_wave import Results, wave_page
from engagement.results.models import Norm
from people.enums import Role
from people.models import Account
from privacy.models import ReleasedCell
from surveys.models import Questionnaire, Wave
from tests.engagement.results.test_words import numbers
from tests.factories import insights, people

pytestmark = pytest.mark.django_db
CONSTRUCTS = {"engaged": "engagement", "load": "workload", "load2": "workload", "enps": "enps"}
TREE = {"ROOT": None, "A": "ROOT", "B": "ROOT"}


@pytest.fixture
def hr() -> Account:
    root = people.unit("ROOT", name="Acme", name_zh="阿克梅")
    for code in ("A", "B"):
        people.unit(code, root, name=f"Unit {code}", name_zh=f"{code}部")
    return people.account(Role.HR, email="hr@example.org")


def a_wave(
    asked: Questionnaire, number: int, shares: Mapping[tuple[str, str], int], n_band: str = "200+"
) -> Wave:
    """A released wave from (unit, item) -> favourable percent."""
    wave = insights.wave(asked, number, tree=TREE)
    table = insights.table("wave", str(wave.pk), released_on=wave.closes_on)
    for (unit, item), share in shares.items():
        covers = ["A", "B"] if unit == "ROOT" else [unit]
        insights.cell(
            table,
            unit,
            item,
            mean=3.0,
            favourable_low=share,
            favourable_high=share,
            covers=covers,
            n_band=n_band,
        )
    return wave


def everywhere(share: int) -> dict[tuple[str, str], int]:
    return {(unit, item): share for unit in TREE for item in ("engaged", "load", "load2")}


def results_of(hr: Account, wave: Wave, node: str = "") -> Results:
    page = wave_page(hr, wave.pk, node)
    assert page.results is not None
    return page.results


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_number_in_words_is_a_cell_or_the_difference_of_two(hr: Account, language: str) -> None:
    asked = insights.questionnaire(CONSTRUCTS)
    a_wave(asked, 0, everywhere(60))
    wave = a_wave(asked, 2, everywhere(60) | {("ROOT", "load"): 20, ("ROOT", "load2"): 40})
    with translation.override(language):
        sentences = results_of(hr, wave).words
    by_wave = {
        key: {c.item: c.favourable_low or 0 for c in ReleasedCell.objects.filter(unit="ROOT", table__source=key)}
        for key in (str(pk) for pk in Wave.objects.values_list("pk", flat=True))
    }  # fmt: skip
    now, before = by_wave.pop(str(wave.pk)), next(iter(by_wave.values()))
    load = [(cells["load"] + cells["load2"]) // 2 for cells in (before, now)]

    assert (
        set(sentences[0].numbers) == {load[0] - load[1], *load, before["load"] - now["load"]} == {30, 60, 40}
    )
    assert all(numbers(one) == set(one.numbers) for one in sentences)
    assert {number for one in sentences[1:] for number in one.numbers} <= {*now.values(), *load}


def test_another_wording_is_never_compared(hr: Account) -> None:
    before, after = insights.questionnaire(CONSTRUCTS), insights.questionnaire(CONSTRUCTS)
    after.questions.filter(key="load").update(text={"en": "Another text", "zh": "另一句话"})
    a_wave(before, 0, everywhere(80))
    found = results_of(hr, a_wave(after, 2, everywhere(20)))
    by_construct = dict(zip(found.constructs, found.rows[0].figures, strict=True))

    assert by_construct["Manageable workload"].trend is None
    assert by_construct["Engagement"].trend is not None


def test_small_changes_in_small_groups_are_not_marked(hr: Account) -> None:
    asked = insights.questionnaire(CONSTRUCTS)
    a_wave(asked, 0, everywhere(60), "10-14")
    found = results_of(hr, a_wave(asked, 2, everywhere(50), "10-14"))
    assert not any(figure.trend for row in found.rows for figure in row.figures)
    assert not found.hot


def test_hot_spots_and_strengths_name_what_they_differ_from(hr: Account) -> None:
    asked = insights.questionnaire(CONSTRUCTS)
    wave = a_wave(asked, 0, everywhere(60) | {("A", "engaged"): 20, ("B", "engaged"): 90})
    with translation.override("en"):
        found = results_of(hr, wave)
        assert [(one.where, one.construct, one.words) for one in found.hot] == [
            ("Unit A", "Engagement", "40 points below the group around it")
        ]
        assert [one.words for one in found.strong] == ["30 points above the group around it"]


def test_three_shares_where_the_second_one_was_released(hr: Account) -> None:
    asked = insights.questionnaire(CONSTRUCTS)
    wave = a_wave(
        asked, 0, everywhere(60) | {("ROOT", "load:unfavourable"): 15, ("ROOT", "load2:unfavourable"): 25}
    )
    groups = {group.label: group for group in results_of(hr, wave).items}

    assert groups["Manageable workload"].shares == findings.Split(60, 20, 20)
    assert groups["Engagement"].shares is None


def test_norms_stand_beside_the_own_figure_with_their_source(hr: Account, client: Client) -> None:
    Norm.objects.create(source="Sector", year=2024, key="workload", favourable=50)
    Norm.objects.create(source="Sector", year=2025, key="workload", favourable=55, n=900)
    wave = a_wave(insights.questionnaire(CONSTRUCTS), 0, everywhere(60))
    client.force_login(hr)
    text = client.get(reverse("dashboards:hr_wave", args=[wave.pk])).content.decode()
    (row,) = results_of(hr, wave).norms

    assert (row.own.text, row.norm.favourable, row.norm.year) == ("60%", 55, 2025)
    assert "Sector, 2025; n = 900" in text


def test_drivers_are_reckoned_from_released_correlations_and_kept(hr: Account) -> None:
    cache.clear()
    wave = a_wave(insights.questionnaire(CONSTRUCTS), 0, everywhere(60))
    table = insights.table("wave", str(wave.pk))
    for pair, value in (("engagement*workload", 0.6), ("engagement*voice", 0.1), ("voice*workload", 0.2)):
        insights.cell(table, "ROOT", f"relation:{pair}", value=value, n_band="200+")
    (found,) = findings.drivers_of(wave, "ROOT")

    assert found.id == "drivers-engagement"
    assert [(label, driver.clear) for label, driver in found.rows] == [
        ("Manageable workload", True), ("Being heard", False),
    ]  # fmt: skip
    assert findings.drivers_of(wave, "ROOT") == [found]
    assert findings.drivers_of(wave, "A") == []
