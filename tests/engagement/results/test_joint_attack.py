"""The attacker of `tests.attacks` on everything a reader can take home of two waves: pages, files, report, archive, API.

QUIET has twelve people of whom four answered, TINY has four people: no combination of figures may say anything about either.
"""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from django.test import Client

from engagement.pipeline import wave_closed
from people.enums import Role
from people.models import Membership, Unit
from privacy.models import ReleasedCell
from surveys.ballots import issue
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Wave
from tests.attacks.attacker import attack
from tests.attacks.released import Line, Scale, World
from tests.engagement.results import shown
from tests.factories import people, surveys

pytestmark = pytest.mark.django_db

SIZES = {
    "N1": ("NORTH", 15),
    "N2": ("NORTH", 13),
    "QUIET": ("NORTH", 12),
    "S1": ("SOUTH", 14),
    "TINY": ("SOUTH", 4),
}
ITEMS = {"mood": "engagement", "load": "workload"}
OPENS = date(2026, 3, 2)
LABELS = {"Engagement": "mood", "Workload": "load"}


@pytest.fixture
def world() -> World:
    """Two waves through the whole pipeline, and what the worst-case attacker knows: who answered, and who was asked."""
    root = people.unit("ROOT", name="Acme")
    sides = {side: people.unit(side, root, name=side.title()) for side in ("NORTH", "SOUTH")}
    for code, (side, size) in SIZES.items():
        people.members(people.unit(code, sides[side], name=f"Team {code}"), size)
    asked = surveys.questionnaire(
        *(surveys.question(key, construct=construct) for key, construct in ITEMS.items())
    )
    answers, roster = [], []
    for number in range(2):
        opens = OPENS + timedelta(days=28 * number)
        wave = surveys.wave(asked, opens_on=opens, closes_on=opens + timedelta(days=13))
        unit_of = dict(Membership.objects.values_list("person_id", "unit__code"))
        seen = dict.fromkeys(SIZES, 0)
        for invitation, token in invite(wave=wave):
            person, unit = invitation.person_id, unit_of[invitation.person_id]
            roster.append((str(wave.pk), str(person), unit))
            seen[unit] += 1
            if unit != "QUIET" or seen[unit] <= 4:
                given = {key: 1 + (person * 7 + number + place) % 5 for place, key in enumerate(ITEMS)}
                submit(ballot_token=issue(link_token=token, on=opens).token, answers=given)
                answers += [(str(wave.pk), str(person), unit, key, value) for key, value in given.items()]
        wave_closed(wave.pk, on=opens + timedelta(days=14))
    return World(
        pd.DataFrame(answers, columns=["wave", "response", "unit", "item", "value"]),
        pd.DataFrame(roster, columns=["wave", "person", "unit"]),
        {key: Scale(1, 5, 4) for key in ITEMS},
    )


@pytest.fixture
def hr(world: World) -> Client:
    client = Client()
    client.force_login(people.account(Role.HR, email="hr@example.org"))
    return client


def names() -> shown.Names:
    tree = dict(Unit.objects.values_list("code", "parent__code"))
    labels = dict(Unit.objects.values_list("code", "name"))
    groups = shown.groups_of(tree, labels)
    # Units that answered together, and remainders, are called by the names of their units.
    for cell in ReleasedCell.objects.all():
        groups[" + ".join(labels.get(unit, unit) for unit in cell.covers)] = frozenset(cell.covers)
    return shown.Names(groups, {f"Text of {key}": key for key in ITEMS} | LABELS)


def surfaces(hr: Client) -> dict[str, list[Line]]:
    """Return what each surface shows of both waves."""
    found: dict[str, list[Line]] = {name: [] for name in ("page", "csv", "xlsx", "pdf")}
    called = names()
    for wave in Wave.objects.all():
        source, at = str(wave.pk), f"/hr/waves/{wave.pk}/"
        found["csv"] += shown.of_csv(shown.streamed(hr, f"{at}cells.csv"), source)
        found["xlsx"] += shown.of_xlsx(shown.streamed(hr, f"{at}cells.xlsx"), source)
        released = ReleasedCell.objects.filter(table__source=source, is_remainder=False)
        for unit in released.order_by().values_list("unit", flat=True).distinct():
            found["page"] += shown.of_page(shown.streamed(hr, f"{at}?unit={unit}"), source, called)
            label = next(
                (name for name, code in Unit.objects.values_list("name", "code") if code == unit), ""
            )
            if unit in ("ROOT", "NORTH"):
                pdf = shown.streamed(hr, f"{at}report.pdf?unit={unit}")
                found["pdf"] += shown.of_pdf(pdf, source, label, called)
    found["archive"] = shown.of_archive(shown.streamed(hr, "/hr/everything/released.zip"))
    found["api"] = shown.of_api(hr)
    return found


def on_items(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.item in ITEMS]


def test_no_combination_of_anything_shown_is_about_fewer_than_k(hr: Client, world: World) -> None:
    found = {name: on_items(lines) for name, lines in surfaces(hr).items()}
    # Every surface was read, both waves of it: otherwise finding nothing would mean nothing.
    assert {name for name, lines in found.items() if len({line.wave for line in lines}) == 2} == set(found)
    assert [line for name in ("page", "pdf") for line in found[name] if not known(line, found["api"])] == []
    together = shown.without_repeats(line for lines in found.values() for line in lines)
    outcome = attack(together, world)
    assert outcome.groups == 4
    assert not outcome, str(outcome)


def known(line: Line, released: list[Line]) -> bool:
    """Say whether a figure of a page is one that was released; ranges stand for a coarse one."""
    figure = (line.wave, line.item, line.units)
    same = [one for one in released if (one.wave, one.item, one.units) == figure]
    return any(one.coarse or (one.low, one.high) == (line.low, line.high) for one in same)


@pytest.mark.parametrize(
    ("surface", "units"),
    [
        # Four people of a unit, in a row of a page.
        ("page", {"QUIET"}),
        # NORTH without QUIET: harmless alone, four people when it is taken from NORTH.
        ("csv", {"N1", "N2"}),
    ],
)
def test_a_planted_leak_is_found(hr: Client, world: World, surface: str, units: set[str]) -> None:
    wave = Wave.objects.order_by("opens_on").last()
    assert wave is not None
    source, called = str(wave.pk), names()
    if surface == "page":
        body = shown.streamed(hr, f"/hr/waves/{source}/?unit=NORTH").decode()
        row = '<tr><th scope="row">Team QUIET</th><td>1-4</td><td>50%</td><td>50%</td></tr>'
        lines = shown.of_page(body.replace("</tbody>", f"{row}</tbody>", 1).encode(), source, called)
    else:
        lines = shown.of_csv(shown.streamed(hr, f"/hr/waves/{source}/cells.csv"), source)
        north = next(line for line in lines if line.units == {"N1", "N2", "QUIET"} and line.item == "mood")
        lines.append(replace(north, units=frozenset(units)))
    assert any(line.units == units for line in lines)
    assert attack(on_items(shown.without_repeats([*lines, *shown.of_api(hr)])), world)
