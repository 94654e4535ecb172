from datetime import timedelta

from engagement.demo.acts.blocks import reduce_block
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Act, Moment
from privacy.models import ReleasedTable


def test_a_block_is_released_from_the_exported_calendars(peopled: Scene) -> None:
    first = peopled.world.line.blocks[0]

    said = reduce_block(peopled, Moment(first + timedelta(days=28), Act.BLOCK, 0))

    table = ReleasedTable.objects.get()
    assert (table.kind, table.source) == ("block", first.isoformat())
    assert table.cells.filter(item="meeting_hours").exists()
    assert said.startswith("block 1 ")
