"""Building the company from a seed, a day and a number of people; the same three give the same company."""

from dataclasses import dataclass
from datetime import date

from engagement.demo.world.calendars.teams import Team, Window
from engagement.demo.world.causes import Cause, causes_of
from engagement.demo.world.chance import chance
from engagement.demo.world.organisation import UnitPlan, organisation
from engagement.demo.world.people import Person, Stay, populate
from engagement.demo.world.timeline import Quarter, Timeline, timeline


@dataclass(frozen=True, slots=True)
class World:
    """Units, people, their stays, the causes and the calendar of the year."""

    seed: int
    line: Timeline
    units: tuple[UnitPlan, ...]
    people: tuple[Person, ...]
    stays: tuple[Stay, ...]
    causes: tuple[Cause, ...]

    def unit(self, code: str) -> UnitPlan:
        """Return a unit by its code."""
        return next(unit for unit in self.units if unit.code == code)

    def members_on(self, day: date) -> list[tuple[Person, UnitPlan]]:
        """Return who works where on a day, in order of person."""
        people = {person.code: person for person in self.people}
        units = {unit.code: unit for unit in self.units}
        return [(people[stay.person], units[stay.unit]) for stay in self.stays_on(day)]

    def stays_on(self, day: date) -> list[Stay]:
        """Return the stays in force on a day, in order of person."""
        return [stay for stay in self.stays if stay.start <= day and (stay.end is None or stay.end > day)]

    def leavers(self, quarter: Quarter) -> list[Stay]:
        """Return the stays with which people left the company in a quarter, in order of the day."""
        left = [
            stay for stay in self.stays if stay.left and stay.end and quarter.start <= stay.end < quarter.end
        ]
        return sorted(left, key=lambda stay: (stay.end or quarter.end, stay.person))

    def window(self, block: int) -> Window:
        """Return the export that is read after a block: it and the two before."""
        return Window({i: self.line.blocks[i] for i in range(block - 2, block + 1) if i >= 0})

    def teams(self, day: date) -> list[Team]:
        """Return the units with calendars, as they are on a day."""
        people = {person.code: person for person in self.people}
        members: dict[str, list[Stay]] = {}
        for stay in self.stays_on(day):
            members.setdefault(stay.unit, []).append(stay)
        found = []
        for unit in self.units:
            stays = members.get(unit.code, [])
            if unit.has_calendars and stays:
                lead = next((stay for stay in stays if stay.is_manager), stays[0])
                found.append(Team(unit, people[lead.person], tuple(people[stay.person] for stay in stays)))
        return found


def build_world(*, seed: int, today: date, people: int = 1200) -> World:
    """Return the company.

    Parameters
    ----------
    seed
        Draws everything: names, sizes, moods, words, meetings.
    today
        The year ends with the last complete block before this day.
    people
        How many work here in the beginning, 150 at least.
    """
    line = timeline(today)
    units = organisation(people, chance(seed, "units"))
    causes = causes_of(frozenset(unit.code for unit in units))
    staff, stays = populate(units, causes, line, chance(seed, "people"))
    return World(seed, line, units, staff, stays, causes)
