from django.utils import translation

from engagement.dashboards import selectors_waves as waves
from engagement.dashboards.compared import Compared, Side
from engagement.dashboards.near import Near, near
from engagement.dashboards.selectors_cells import Cells, read_cells
from privacy.models import ReleasedCell
from surveys.selectors import questions
from tests.factories import dashboards, insights
from tests.factories.dashboards import World


def read(world: World, *units: str) -> Cells:
    return read_cells("wave", world.wave, units)


def alone(world: World, cells: Cells) -> Compared:
    """A page with nothing to compare with."""
    return Compared(Side(cells, waves.measures_of(questions(world.wave)))).judge()


def company(world: World) -> Near:
    form = near(world.wave)
    assert form
    return form


def test_heat_rows_offer_released_nodes_only(world: World) -> None:
    rows = waves.heat_rows(
        world.wave,
        company(world),
        read(world, "ROOT", "A", "B", "C"),
        waves.scored(questions(world.wave)),
    )
    assert [(row.label, row.current, [figure.text for figure in row.figures]) for row in rows] == [
        ("Acme", True, ["60%", "60%"]),
        ("Unit A", False, ["40%", "40%"]),
        ("Unit B", False, ["80%", "80%"]),
    ]


def test_a_remainder_is_a_row_named_after_what_it_covers(world: World) -> None:
    table = insights.table("wave", str(world.wave.pk))
    for item in ("engaged", "load"):
        insights.cell(
            table, "ROOT", item, is_remainder=True, covers=["B", "C"], favourable_low=50, favourable_high=50
        )
    rows = waves.heat_rows(
        world.wave, company(world), read(world, "ROOT"), waves.scored(questions(world.wave))
    )
    assert rows[-1].label == "Unit B + Unit C"
    assert [figure.text for figure in rows[-1].figures] == ["50%", "50%"]
    assert [figure.text for figure in rows[0].figures] == ["60%", "60%"]


def test_hidden_nodes_name_the_group_that_carries_them(world: World) -> None:
    assert waves.hidden_below(company(world)) == [waves.Hidden(["Unit C"], "Acme")]


def test_hidden_nodes_name_the_shared_cell_that_carries_them(world: World) -> None:
    dashboards.merged_cell(world.wave)
    assert waves.hidden_below(company(world)) == [waves.Hidden(["Unit C"], "Unit B + Unit C")]


def test_slices_never_stand_in_for_the_whole(world: World) -> None:
    table = insights.table("wave", str(world.wave.pk))
    insights.cell(
        table,
        "A",
        "engaged",
        slice_attribute="tenure",
        slice_values=["new"],
        favourable_low=1,
        favourable_high=1,
    )
    assert read(world, "A")["A", "engaged"].favourable_low == 40


def test_items_with_the_group_above(world: World) -> None:
    cells = read(world, "A", "ROOT")
    groups = waves.item_groups(waves.scored(questions(world.wave)), cells, "A", "ROOT", alone(world, cells))
    row = groups[0].rows[0]
    assert (row.figure.text, row.above.text, row.mean.text) == ("40%", "60%", "3.5")
    assert (row.figure.likely, row.shares, row.change) == ("22–61%", None, None)


def test_ten_point_questions_show_one_share_and_the_mean(world: World) -> None:
    cells = read(world, "A")
    row = waves.ten_groups(questions(world.wave), cells, "A", None, alone(world, cells))[0].rows[0]
    assert (row.figure.text, row.mean.text, row.score) == ("30%", "7.2", None)


def test_the_score_is_the_difference_of_two_released_shares(world: World) -> None:
    table = insights.table("wave", str(world.wave.pk))
    insights.cell(table, "ROOT", "enps:unfavourable", favourable_low=45, favourable_high=45)
    cells = read(world, "ROOT")
    row = waves.ten_groups(questions(world.wave), cells, "ROOT", None, alone(world, cells))[0].rows[0]
    assert row.score is not None
    assert (row.score.signed, row.score.promoters, row.score.detractors) == ("-15", 30, 45)
    assert row.shares is not None
    assert row.shares.neutral == 25


def test_choices_show_released_options_only(world: World) -> None:
    groups = waves.choice_groups(world.wave, questions(world.wave), read(world, "A"), "A")
    assert [[(row.text, row.figure.text) for row in group.rows] for group in groups] == [[("pay", "20%")]]


def test_topics_with_tone(world: World) -> None:
    with translation.override("en"):
        rows = waves.topic_rows(read_cells("topics", world.wave, ["A"]), "A")
    assert [(row.label, row.figure.text, row.tone) for row in rows] == [("Meetings", "40%", "negative")]


def test_reading_never_makes_a_number_up(world: World) -> None:
    released = {float(cell.favourable_low or 0) for cell in ReleasedCell.objects.exclude(favourable_low=None)}
    rows = waves.heat_rows(
        world.wave,
        company(world),
        read(world, "ROOT", "A", "B"),
        waves.scored(questions(world.wave)),
    )
    assert {figure.low for row in rows for figure in row.figures} <= released
