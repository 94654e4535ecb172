from engagement.insights.branches import at_their_place
from engagement.insights.models import Theme
from tests.factories import insights

TREE = {"ROOT": None, "D": "ROOT", "E": "ROOT", "A": "D", "B": "D", "C": "E"}


def told(*units: str) -> list[str]:
    return [finding.unit for finding in at_their_place([insights.finding(unit) for unit in units], TREE)]


def test_a_unit_alone_is_told() -> None:
    assert told("A") == ["A"]
    assert told("D") == ["D"]
    assert told("ROOT") == ["ROOT"]
    assert told() == []


def test_what_one_branch_brings_about_is_told_there_alone() -> None:
    assert told("ROOT", "D", "A") == ["A"]
    assert told("ROOT", "A") == ["A"]


def test_two_branches_make_it_a_matter_of_the_unit_above() -> None:
    assert told("D", "A", "B") == ["D", "A", "B"]
    # Two teams of one division: the division is told, the company is not.
    assert told("ROOT", "D", "A", "B") == ["D", "A", "B"]
    assert told("ROOT", "A", "C") == ["ROOT", "A", "C"]


def test_neighbours_do_not_silence_each_other() -> None:
    assert told("A", "B", "C") == ["A", "B", "C"]


def test_other_themes_and_days_are_other_matters() -> None:
    above = insights.finding("D")
    for below in (
        insights.finding("A", theme=Theme.BURNOUT),
        insights.finding("A", seen_on=insights.block(7)),
    ):
        assert at_their_place([above, below], TREE) == [above, below]


def test_a_unit_outside_the_tree_stands_alone() -> None:
    assert told("GONE", "A") == ["GONE", "A"]
