"""A small company with released results, signals, an alert and a plan, as pages read them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from engagement.actions.models import Plan
from engagement.actions.plans import adopt
from engagement.insights.alerts import acknowledge
from engagement.insights.models import Alert
from people.enums import Role
from people.models import Account, Unit
from privacy.models import Refusal
from surveys.models import Cell, Wave
from tests.factories import insights, people

TEMPLATE = "no_meeting_friday"
SHARES = {"ROOT": 60, "A": 40, "B": 80}


@dataclass
class World:
    """What tests point at."""

    root: Unit
    wave: Wave
    alert: Alert
    hr: Account
    manager: Account
    dpo: Account
    operator: Account


def world() -> World:
    """ROOT with A and B released and C too small; one wave with topics, two blocks of A, one alert of A."""
    root = people.unit("ROOT", name="Acme", name_zh="阿克梅")
    units = {
        code: people.unit(code, root, name=f"Unit {code}", name_zh=f"{code}部") for code in ("A", "B", "C")
    }
    alert = insights.alert("A")
    return World(
        root=root,
        wave=released_wave(),
        alert=alert,
        hr=people.account(Role.HR, email="hr@example.org"),
        manager=people.account(manages=units["A"], email="manager@example.org"),
        dpo=people.account(Role.DPO, email="dpo@example.org"),
        operator=people.account(Role.OPERATOR, email="operator@example.org"),
    )


def released_wave(number: int = 0, **fields: object) -> Wave:
    """A released wave over ROOT, A and B; C is in the tree, and its answers count in ROOT alone."""
    asked = insights.questionnaire(
        {"engaged": "engagement", "load": "workload", "enps": "enps", "why": "exit_reasons"}
    )
    tree = {"ROOT": None, "A": "ROOT", "B": "ROOT", "C": "ROOT"}
    wave = insights.wave(asked, number, tree=tree, **fields)
    table = insights.table("wave", str(wave.pk), released_on=wave.closes_on)
    for unit, share in SHARES.items():
        covers = ["A", "B", "C"] if unit == "ROOT" else [unit]
        for item in ("engaged", "load"):
            insights.cell(
                table, unit, item, mean=3.5, favourable_low=share, favourable_high=share, covers=covers, trend="0.3",
                certificate={"rule": "tree", "minimum_support": 5},
            )  # fmt: skip
        insights.cell(table, unit, "enps", mean=7.2, favourable_low=30, favourable_high=30, covers=covers)
        insights.cell(table, unit, "why=pay", mean=0.2, favourable_low=20, favourable_high=20, covers=covers)
    Refusal.objects.create(table=table, item="engaged", unit="C", reason="too_few", carried_by="ROOT")
    topics = insights.table("topics", str(wave.pk), released_on=wave.closes_on)
    for unit in SHARES:
        insights.cell(topics, unit, "topic:meetings", mean=0.4)
        insights.cell(topics, unit, "topic:meetings:polarity", mean=-0.5)
    return wave


def blocks(unit: str = "A") -> None:
    """Two released blocks of a unit."""
    for number in (0, 1):
        insights.metric(number, unit, "meeting_hours", (18 + 2 * number, 20 + 2 * number))


def merged_cell(wave: Wave) -> Cell:
    """A ballot cell that B and C share, released under its own code."""
    cell = Cell.objects.create(wave=wave, code="B+C", covers=["B", "C"], parent="ROOT", roster_size=14)
    table = insights.table("wave", str(wave.pk))
    for item in ("engaged", "load"):
        insights.cell(table, "B+C", item, mean=3.1, favourable_low=50, favourable_high=60, precision="coarse")
    return cell


def plan(of: World, *, template: str = TEMPLATE, started: date | None = None) -> Plan:
    """A plan adopted for the alert."""
    on = started or timezone.localdate() - timedelta(days=20)
    if of.alert.state == Alert.State.OPEN:
        of.alert = acknowledge(alert=of.alert, by=of.manager, on=on)
    return adopt(alert=of.alert, template_key=template, owner=of.manager, on=on)
