from datetime import date

import pytest
from django.utils import translation

from people import selectors
from tests.factories import people as make

pytestmark = pytest.mark.django_db


def test_unit_tree_names_the_parent_of_each_unit() -> None:
    root = make.unit("ROOT")
    make.unit("A", root)
    assert selectors.unit_tree() == {"ROOT": None, "A": "ROOT"}


def test_unit_tree_without_units_is_empty() -> None:
    assert selectors.unit_tree() == {}


def test_subtree_holds_the_unit_and_everything_below() -> None:
    tree = {"R": None, "A": "R", "B": "R", "A1": "A", "A11": "A1"}
    assert selectors.subtree("A", tree) == {"A", "A1", "A11"}


def test_ancestors_come_nearest_first() -> None:
    assert selectors.ancestors("A11", {"R": None, "A": "R", "A1": "A", "A11": "A1"}) == ["A1", "A", "R"]


def test_without_a_tree_the_database_walks_along_the_parents() -> None:
    root = make.unit("R")
    inner = make.unit("A", root)
    make.unit("B", root)
    make.unit("A11", make.unit("A1", inner))
    assert selectors.ancestors("A11") == ["A1", "A", "R"]
    assert selectors.ancestors("R") == []
    assert selectors.ancestors("nowhere") == []
    assert selectors.subtree("A") == {"A", "A1", "A11"}
    assert selectors.subtree("nowhere") == {"nowhere"}


def test_headcount_counts_own_members_on_the_day() -> None:
    ward = make.unit("W")
    make.member(ward, date(2026, 1, 1))
    make.member(ward, date(2026, 3, 1))
    make.member(ward, date(2026, 1, 1), end=date(2026, 2, 1))
    assert selectors.headcount(date(2026, 2, 1)) == {"W": 1}
    assert selectors.headcount(date(2026, 1, 31)) == {"W": 2}
    assert selectors.headcount(date(2026, 3, 1)) == {"W": 2}


def test_leavers_are_those_who_left_the_company_not_those_who_moved() -> None:
    ward = make.unit("W")
    gone = make.member(ward, end=date(2026, 4, 10), left_company=True)
    make.member(ward, end=date(2026, 4, 11))
    make.member(ward, end=date(2026, 7, 1), left_company=True)
    assert selectors.leavers(date(2026, 4, 1), date(2026, 7, 1)) == [gone]


def test_people_frame_has_the_columns_of_people_csv() -> None:
    ward = make.unit("W")
    make.member(ward, person=make.person("p1", email="a@example.org", region="DE-BE"), is_manager=True)
    frame = selectors.people_frame(date(2026, 5, 1))
    assert list(frame.columns) == selectors.PEOPLE_COLUMNS
    assert frame.iloc[0].tolist() == ["p1", "a@example.org", "W", 1, "UTC", "DE-BE", "09:00", "17:30", "1-5"]


def test_people_frame_on_a_day_without_people_has_no_rows() -> None:
    assert len(selectors.people_frame(date(2026, 5, 1))) == 0


def test_unit_label_follows_the_language() -> None:
    make.unit("W", name="Night ward", name_zh="夜班病区")
    with translation.override("zh-hans"):
        assert selectors.unit_label("W") == "夜班病区"
    assert selectors.unit_label("W") == "Night ward"
    assert selectors.unit_label("unknown") == "unknown"
