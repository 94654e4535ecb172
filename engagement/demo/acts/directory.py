"""The directory of a day, imported from its file as an operator would."""

from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Moment
from people.directory import apply_directory
from people.directory_file import read_people, read_units

RAN_BY = "demo"


def import_directory(scene: Scene, moment: Moment) -> str:
    """Bring the directory up to date and return what changed."""
    units = read_units(scene.out / "directory" / "units.csv")
    people = read_people(scene.out / "directory" / f"{moment.on}.csv", {unit.code for unit in units})
    done = apply_directory(people=people, units=units, ran_by=RAN_BY, on=moment.on)
    scene.progress.count("people in the directory", done.created)
    return f"{done.created} joined, {done.changed} moved, {done.deactivated} left"
