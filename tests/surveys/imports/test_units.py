import pytest

from people.models import Unit
from surveys.imports.exceptions import UnitClashError
from surveys.imports.mapping import Tree, UnitName
from surveys.imports.units import ensure_units
from tests.factories import people

pytestmark = pytest.mark.django_db
ROOT = UnitName("co", "Company", "公司")
NORTH = UnitName("co-north", "North")
PATHS = [(ROOT, NORTH), (ROOT,)]


def _tree(under: str = "") -> Tree:
    return Tree(ROOT, under, ())


def test_ensure_units_makes_what_is_missing() -> None:
    units = ensure_units(_tree(), PATHS)

    assert set(units) == {"co", "co-north"}
    assert units["co-north"].parent == units["co"]
    assert (units["co"].name, units["co"].name_zh, units["co"].is_active) == ("Company", "公司", False)


def test_ensure_units_leaves_what_is_there_as_it_is() -> None:
    there = people.unit("co", name="Our company today")

    units = ensure_units(_tree(), PATHS)

    assert units["co"] == there
    assert Unit.objects.get(code="co").name == "Our company today"
    assert Unit.objects.get(code="co").is_active


def test_ensure_units_hangs_the_root_under_a_unit() -> None:
    group = people.unit("group")

    assert ensure_units(_tree("group"), PATHS)["co"].parent == group


def test_a_unit_in_another_place_is_refused() -> None:
    people.unit("co-north", parent=people.unit("other"))

    with pytest.raises(UnitClashError) as caught:
        ensure_units(_tree(), PATHS)

    assert str(caught.value) == "unit co-north: the mapping puts it under 'co', but it stands under 'other'"


def test_a_root_under_a_unit_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnitClashError, match="there is no such unit"):
        ensure_units(_tree("group"), PATHS)
