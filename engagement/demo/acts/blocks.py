"""Blocks of four weeks: the exported calendars are reduced, and what was released is carried to alerts."""

from datetime import date

from engagement import tasks
from engagement.demo.acts.queue import walked
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Moment
from engagement.demo.files import calendar_folder
from signals.models import Run

SOURCE = "ics"


def reduce_block(scene: Scene, moment: Moment) -> str:
    """Read the export of the last three blocks: a finding needs two, and a lasting one three."""
    window = scene.world.window(moment.number)
    path = calendar_folder(scene.out, scene.world, moment.number)
    known = set(_runs(window.first, moment.on))
    tasks.reduce_signals.delay(
        SOURCE, str(path.resolve()), window.first.isoformat(), moment.on.isoformat(), moment.on.isoformat()
    )
    walked("run_walked", lambda: set(_runs(window.first, moment.on)) - known)
    scene.progress.count("calendars read", sum(1 for _ in path.iterdir()))
    return f"block {moment.number + 1} from {path.name}"


def _runs(first: date, last: date) -> list[str]:
    runs = Run.objects.filter(source=SOURCE, first_day=first, last_day=last)
    return [f"run {pk}" for pk in runs.values_list("pk", flat=True)]
