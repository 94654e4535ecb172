from typing import Any

import pandas as pd
import pytest

from privacy.gate import Cell, Release, TopicInput, release_topics
from privacy.policy import DEFAULT
from tests.factories.door import KEY

TREE: dict[str, str | None] = {"co": None, "a": "co", "b": "co"}


def roster(sizes: dict[str, int]) -> pd.DataFrame:
    people = [(f"{unit}{i}", unit) for unit, size in sizes.items() for i in range(size)]
    return pd.DataFrame(people, columns=["person", "unit"], dtype=object)


def release_of(
    written: dict[str, int], authors: dict[str, int], asked: pd.DataFrame | None = None, **given: Any
) -> Release:
    """Release one topic from comments and authors per unit; everybody who was asked wrote, unless `asked` says."""
    comments = [(f"{unit}{i}", unit) for unit, size in written.items() for i in range(size)]
    mentions = [(f"{unit}{i}", unit, "pay", -0.5) for unit, size in authors.items() for i in range(size)]
    wave = TopicInput(
        "w1",
        TREE,
        roster(written) if asked is None else asked,
        comments=pd.DataFrame(comments, columns=["comment", "unit"]),
        mentions=pd.DataFrame(mentions, columns=["comment", "unit", "topic", "polarity"]),
    )
    return release_topics(wave, key=KEY, **given)


def by_name(release: Release) -> dict[tuple[str, str], Cell]:
    return {(cell.item, cell.unit): cell for cell in release.cells}


def shown(written: dict[str, int], authors: dict[str, int]) -> dict[tuple[str, str], Cell]:
    return by_name(release_of(written, authors))


def units(cells: dict[tuple[str, str], Cell]) -> set[str]:
    return {unit for item, unit in cells if item == "topic:pay"}


def test_a_topic_shows_its_share_and_how_people_feel_about_it() -> None:
    cells = shown({"a": 20, "b": 20}, {"a": 10, "b": 5})
    assert units(cells) == {"co", "a", "b"}
    assert cells["topic:pay", "a"].mean == 0.5
    assert cells["topic:pay:polarity", "a"].mean == -0.5
    assert (cells["topic:pay", "a"].n_band, cells["topic:pay:polarity", "a"].n_band) == ("20-29", "10-14")


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ({"a": 9}, {"a": 9}),
        ({"a": 20}, {"a": 4}),
        ({"a": 20}, {"a": 17}),
    ],
    ids=["respondents", "authors", "complement"],
)
def test_a_topic_needs_respondents_authors_and_a_complement(
    written: dict[str, int], authors: dict[str, int]
) -> None:
    assert shown(written, authors) == {}


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ({"a": 20, "b": 9}, {"a": 10, "b": 5}),
        ({"a": 20, "b": 20}, {"a": 10, "b": 4}),
        ({"a": 20, "b": 20}, {"a": 10, "b": 17}),
    ],
    ids=["respondents", "authors", "complement"],
)
def test_what_is_left_beside_a_unit_needs_them_too(written: dict[str, int], authors: dict[str, int]) -> None:
    assert units(shown(written, authors)) == {"co"}


def test_no_comment_releases_nothing() -> None:
    assert shown({}, {}) == {}


def test_who_wrote_too_little_is_said_with_the_group_that_includes_it() -> None:
    release = release_of({"a": 20, "b": 9}, {"a": 10, "b": 5})

    assert [(r.item, r.unit, r.reason, r.carried_by) for r in release.refusals] == [
        ("topics", "b", "few", "co")
    ]


def test_what_was_mentioned_does_not_change_what_is_refused() -> None:
    assert release_of({"a": 20, "b": 9}, {}).refusals == release_of({"a": 20, "b": 9}, {"a": 20}).refusals


@pytest.mark.parametrize(("left", "precision"), [(0, "full"), (1, "coarse"), (4, "coarse"), (5, "full")])
def test_a_topic_is_coarse_where_few_people_left_since_it_was_shown(left: int, precision: str) -> None:
    before = release_of({"a": 30, "b": 30}, {"a": 11, "b": 11}).published

    after = by_name(release_of({"a": 30 - left, "b": 30}, {"a": 11, "b": 11}, earlier=[before]))

    assert after["topic:pay", "a"].precision == precision
    assert after["topic:pay", "b"].precision == "full"


def test_a_coarse_topic_shows_the_nearest_five_authors_and_which_way_they_lean() -> None:
    before = release_of({"a": 30, "b": 30}, {"a": 11, "b": 11}).published

    after = by_name(release_of({"a": 29, "b": 30}, {"a": 11, "b": 11}, earlier=[before]))

    assert (after["topic:pay", "a"].mean, after["topic:pay:polarity", "a"].mean) == (round(10 / 29, 2), -0.5)


def test_strict_mode_does_not_show_a_topic_of_a_group_that_one_person_left() -> None:
    strict = DEFAULT.raised(time_mode="strict")
    before = release_of({"a": 30, "b": 30}, {"a": 11, "b": 11}, policy=strict).published

    after = by_name(release_of({"a": 29, "b": 30}, {"a": 11, "b": 11}, earlier=[before], policy=strict))

    assert units(after) == {"b"}


def test_a_topic_that_was_never_shown_before_is_exact() -> None:
    before = release_of({"a": 30, "b": 30}, {}).published

    after = by_name(release_of({"a": 29, "b": 30}, {"a": 11}, earlier=[before]))

    assert after["topic:pay", "a"].precision == "full"
