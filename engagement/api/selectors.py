"""What an account may read through the API: released values of its units, and nothing that the door kept."""

from django.db.models import QuerySet

from engagement.actions.models import Plan
from engagement.insights.models import Alert
from people.enums import Role
from people.models import Account, Unit
from people.permissions import managed_units, roles_of
from privacy.models import Refusal, ReleasedCell
from signals.models import Finding
from surveys.enums import WaveState
from surveys.models import Question, Wave


def reads_everything(account: Account) -> bool:
    """Say whether an account reads every unit."""
    return bool(roles_of(account) & {Role.HR, Role.DPO})


def readable_nodes(account: Account) -> set[str]:
    """Return the units an account reads, and the released groups that lie wholly inside them.

    A group that was merged from several small units carries a code of its own; it is readable where all of the
    units it covers are.
    """
    units = managed_units(account)
    if not units:
        return set()
    groups = ReleasedCell.objects.exclude(unit__in=units).values_list("unit", "covers").distinct()
    inside = {unit for unit, covers in groups if units.issuperset(code.removesuffix("/*") for code in covers)}
    return units | inside


def units_for(account: Account) -> QuerySet[Unit]:
    """Return the units an account may ask about."""
    units = Unit.objects.select_related("parent").order_by("code")
    return units if reads_everything(account) else units.filter(code__in=managed_units(account))


def waves_for(account: Account) -> QuerySet[Wave]:
    """Return released waves; HR and data protection officers see the others too."""
    waves = Wave.objects.select_related("questionnaire").order_by("opens_on", "id")
    return waves if reads_everything(account) else waves.filter(state=WaveState.RELEASED)


def cells_for(account: Account) -> QuerySet[ReleasedCell]:
    """Return the released cells an account may read."""
    cells = ReleasedCell.objects.select_related("table").order_by("pk")
    return cells if reads_everything(account) else cells.filter(unit__in=readable_nodes(account))


def items_of(construct: str) -> set[str]:
    """Return the keys of the questions that measure a construct, of every questionnaire; empty for an unknown one."""
    return set(Question.objects.filter(construct=construct).values_list("key", flat=True))


def refusals_for(account: Account) -> QuerySet[Refusal]:
    """Return what was not released of the units an account reads."""
    refusals = Refusal.objects.select_related("table").order_by("pk")
    return refusals if reads_everything(account) else refusals.filter(unit__in=managed_units(account))


def findings_for(account: Account) -> QuerySet[Finding]:
    """Return findings about the units an account reads."""
    findings = Finding.objects.order_by("-block_start", "unit", "detector")
    return findings if reads_everything(account) else findings.filter(unit__in=managed_units(account))


def alerts_for(account: Account) -> QuerySet[Alert]:
    """Return alerts of the units an account reads."""
    alerts = Alert.objects.order_by("-last_seen_on", "unit", "theme")
    return alerts if reads_everything(account) else alerts.filter(unit__in=managed_units(account))


def plans_for(account: Account) -> QuerySet[Plan]:
    """Return plans of the units an account reads."""
    plans = Plan.objects.order_by("-started_on", "unit", "template")
    return plans if reads_everything(account) else plans.filter(unit__in=managed_units(account))
