"""Launching a questionnaire in a few clicks, the ready pulse without one: preview of the ballot cells, launch, invite."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from engagement.dashboards.opened import reader_name
from people.models import Account
from people.permissions import check_design_surveys
from people.roster import freeze_roster, members_on
from people.selectors import headcount, unit_labels, unit_tree
from privacy.policy import DEFAULT
from surveys.bank.loader import load_set
from surveys.cells import CellPlan, plan_cells
from surveys.exceptions import LaunchError
from surveys.invitations import invite, mail_invitations
from surveys.models import Questionnaire, Wave
from surveys.questionnaires import create_questionnaire
from surveys.waves import launch_wave

PULSE = "pulse"
# A company of five thousand units is not read line by line.
LISTED = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What a launch today would do: how many people are asked, and in which ballot cells, the smallest of which are named."""

    people: int
    cells: list[tuple[str, int]]
    merged: list[tuple[str, int]]
    minimum: int
    refused: str = ""
    groups: int = 0
    joined: int = 0

    @property
    def smallest(self) -> int:
        """Return the size of the smallest cell; 0 without cells."""
        return min((size for _label, size in self.cells), default=0)


def preview(on: date, questionnaire: Questionnaire | None = None) -> Preview:
    """Return the ballot cells of the current roster; `refused` says why nobody can be asked."""
    counts = headcount(on)
    if questionnaire is not None and questionnaire.purpose != PULSE:
        reason = _(
            "Leavers are asked one by one, not all who work here: start a campaign for those who leave."
        )
        return Preview(sum(counts.values()), [], [], DEFAULT.cell_roster, reason)
    try:
        plans = plan_cells(unit_tree(), Counter(counts), DEFAULT.cell_roster)
    except LaunchError as error:
        return Preview(sum(counts.values()), [], [], DEFAULT.cell_roster, str(error))
    plans = sorted(plans, key=lambda plan: plan.size)
    merged = [plan for plan in plans if len(plan.covers) > 1]
    named = [*plans[:LISTED], *merged[:LISTED]]
    names = unit_labels({unit for plan in named for unit in plan.covers})
    return Preview(
        people=sum(counts.values()),
        cells=[(_label(plan, names), plan.size) for plan in plans[:LISTED]],
        merged=[(_label(plan, names), plan.size) for plan in merged[:LISTED]],
        minimum=DEFAULT.cell_roster,
        groups=len(plans),
        joined=len(merged),
    )


def _label(plan: CellPlan, names: Mapping[str, str]) -> str:
    return " + ".join(names.get(unit, unit) for unit in plan.covers)


def newest_pulse() -> Questionnaire:
    """Return the newest version of the ready pulse set, made from the bank the first time."""
    known = Questionnaire.objects.filter(key=load_set(PULSE)["key"]).order_by("-version").first()
    return known or create_questionnaire(load_set(PULSE))


@transaction.atomic
def launch_pulse(
    *,
    title: Mapping[str, str],
    opens_on: date,
    closes_on: date,
    by: Account,
    questionnaire: Questionnaire | None = None,
) -> Wave:
    """Freeze the roster of the first day, launch the pulse and make the invitations; they are mailed at once."""
    check_design_surveys(by)
    roster = freeze_roster(members=members_on(opens_on), on=opens_on)
    wave = launch_wave(
        questionnaire=questionnaire or newest_pulse(),
        kind=PULSE,
        title=title,
        opens_on=opens_on,
        closes_on=closes_on,
        roster=roster,
        actor=reader_name(by),
    )
    invites = invite(wave=wave)
    transaction.on_commit(lambda: mail_invitations(wave=wave, invites=invites))
    return wave
