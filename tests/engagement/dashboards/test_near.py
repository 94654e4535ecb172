from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagement.dashboards.near import SCORES, WORDS, Near, keep_neighbours, near
from engagement.results.models import Kept
from people.models import Unit
from privacy.models import ReleasedCell
from surveys.models import Cell
from tests.factories import dashboards, insights, people
from tests.factories.dashboards import World


def about(world: World, node: str = "", kinds: tuple[str, ...] = SCORES) -> Near:
    found = near(world.wave, node, kinds)
    assert found
    return found


def test_the_whole_company_is_the_top_with_what_lies_below(world: World) -> None:
    form = about(world)
    assert (form.node, form.top, form.path, form.below) == ("ROOT", "ROOT", ["ROOT"], ["A", "B", "C"])
    assert (form.open_below, form.way, form.any_shown) == (["A", "B"], ["ROOT"], True)
    assert [form.name(code) for code in form.below] == ["Unit A", "Unit B", "Unit C"]


def test_a_node_knows_its_way_and_what_carries_it(world: World) -> None:
    shown, hidden = about(world, "A"), about(world, "C")
    assert (shown.path, shown.nearest, shown.around) == (["ROOT", "A"], "A", {"A": "ROOT"})
    assert (hidden.nearest, hidden.way, hidden.name("ROOT")) == ("ROOT", ["ROOT"], "Acme")


def test_a_node_that_the_wave_has_not_is_none(world: World) -> None:
    people.unit("LATER", world.root)
    assert near(world.wave, "LATER") is None
    assert near(world.wave, "LATER", WORDS) is None


def test_a_shared_cell_is_a_node_named_after_its_units(world: World) -> None:
    dashboards.merged_cell(world.wave)
    form = about(world)
    assert "B+C" in form.open_below
    assert form.name("B+C") == "Unit B + Unit C"
    assert form.units("B+C") == ["B", "C"]
    assert form.units("A") == ["A"]
    assert about(world, "C").nearest == "B+C"
    assert about(world, "B+C").path == ["ROOT", "B+C"]


def test_members_of_the_top_itself_share_a_cell_under_its_name(world: World) -> None:
    Cell.objects.create(wave=world.wave, code="C+ROOT", covers=["C", "ROOT"], parent="ROOT", roster_size=12)
    assert about(world).name("C+ROOT") == "Unit C + Acme, directly"


def test_names_are_read_each_time(world: World) -> None:
    assert about(world).name("A") == "Unit A"
    Unit.objects.filter(code="A").update(name="Atlas")
    assert about(world).name("A") == "Atlas"


def test_nothing_released_is_said(world: World) -> None:
    other = insights.wave(world.wave.questionnaire, 5, tree={"ROOT": None, "A": "ROOT"})
    form = near(other)
    assert form
    assert (form.node, form.top, form.any_shown, form.nearest) == ("", "ROOT", False, "")


def test_slices_and_remainders_are_no_nodes_of_their_own(world: World) -> None:
    table = insights.table("wave", str(world.wave.pk))
    insights.cell(table, "C", "engaged", slice_attribute="tenure", slice_values=["new"])
    insights.cell(table, "C", "load", is_remainder=True)
    assert "C" not in about(world).shown


def test_words_open_a_node_whose_scores_were_not_released(world: World) -> None:
    table = insights.table("topics", str(world.wave.pk))
    insights.cell(table, "C", "topic:meetings", mean=0.4)
    assert about(world, "C").nearest == "ROOT"
    assert about(world, "C", WORDS).nearest == "C"


def test_after_the_close_a_page_reads_one_row_and_the_names(world: World) -> None:
    assert keep_neighbours(world.wave) == len(["ROOT", "A", "B", "C", ""])
    before = Kept.objects.count()
    with CaptureQueriesContext(connection) as queries:
        near(world.wave, "A")
    assert len(queries) == 2
    assert Kept.objects.count() == before
    assert ReleasedCell.objects.exists()
