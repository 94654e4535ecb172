import pandas as pd
import pytest

from privacy.gate import Cell, release_topics
from privacy.policy import DEFAULT
from tests.factories.door import KEY

TREE: dict[str, str | None] = {"co": None, "a": "co", "b": "co"}


def shown(written: dict[str, int], authors: dict[str, int]) -> dict[tuple[str, str], Cell]:
    """Release one topic from comments and authors per unit."""
    comments = [(f"{unit}{i}", unit) for unit, size in written.items() for i in range(size)]
    mentions = [(f"{unit}{i}", unit, "pay", -0.5) for unit, size in authors.items() for i in range(size)]
    release = release_topics(
        tree=TREE,
        comments=pd.DataFrame(comments, columns=["comment", "unit"]),
        mentions=pd.DataFrame(mentions, columns=["comment", "unit", "topic", "polarity"]),
        policy=DEFAULT,
        key=KEY,
    )
    return {(cell.item, cell.unit): cell for cell in release.cells}


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
