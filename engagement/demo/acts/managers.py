"""What managers do with what they are told. They know no causes, except which template the story has them choose."""

from datetime import date, timedelta

from engagement.actions.catalogue import templates_for
from engagement.actions.models import Plan, PlanStep
from engagement.actions.plans import adopt, complete_step
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Moment
from engagement.demo.world.causes import Cause
from engagement.insights.alerts import acknowledge, close_alert
from engagement.insights.models import Alert
from people.enums import Role
from people.models import Account, RoleGrant

# An alert is read within a month at the latest, and closed when it was not seen again for two.
READ_AFTER = timedelta(days=7)
QUIET_AFTER = timedelta(days=60)
QUIET = "Not seen again for two months."


def act(scene: Scene, moment: Moment) -> str:
    """Adopt plans, do the steps that are due, acknowledge what is a week old and close what has gone quiet."""
    adopted = [_adopt(cause, moment.on) for cause in scene.world.causes if _is_time(cause, moment)]
    steps = _do_steps(moment.on)
    read = _acknowledge_older(moment.on)
    closed = _close_quiet(moment.on)
    return f"{sum(adopted)} plans, {steps} steps, {read} alerts read, {closed} closed"


def responsible(unit: str) -> Account:
    """Return the manager of a unit, or HR where it has none."""
    grants = RoleGrant.objects.select_related("account").order_by("pk")
    own = grants.filter(role=Role.MANAGER, unit__code=unit).first()
    return (own or grants.filter(role=Role.HR)[0]).account


def _is_time(cause: Cause, moment: Moment) -> bool:
    return cause.remedy is not None and cause.remedy.adopted == moment.number + 1


def _adopt(cause: Cause, on: date) -> bool:
    """Adopt the template of the story for the alert of its cause; without an alert there is nothing to act on."""
    alerts = Alert.objects.exclude(state=Alert.State.CLOSED).filter(unit=cause.unit, theme=cause.kind)
    alert = alerts.first()
    if alert is None or cause.remedy is None:
        return False
    owner = responsible(cause.unit)
    if alert.state == Alert.State.OPEN:
        alert = acknowledge(alert=alert, by=owner, on=on)
    adopt(alert=alert, template_key=_template(cause), owner=owner, on=on)
    return True


def _template(cause: Cause) -> str:
    keys = [template.key for template in templates_for(cause.kind)]
    wanted = cause.remedy.template if cause.remedy else ""
    return wanted if wanted in keys else keys[0]


def _do_steps(on: date) -> int:
    due = PlanStep.objects.filter(done_on=None, due_on__lte=on, plan__dropped_on=None).select_related(
        "plan__owner"
    )
    for step in due:
        complete_step(step=step, on=step.due_on, by=step.plan.owner)
    return len(due)


def _acknowledge_older(on: date) -> int:
    waiting = Alert.objects.filter(state=Alert.State.OPEN, opened_on__lte=on - READ_AFTER)
    for alert in waiting:
        acknowledge(alert=alert, by=responsible(alert.unit), on=on)
    return len(waiting)


def _close_quiet(on: date) -> int:
    quiet = Alert.objects.exclude(state=Alert.State.CLOSED).filter(last_seen_on__lte=on - QUIET_AFTER)
    quiet = quiet.exclude(plans__verdict=Plan.Verdict.PENDING)
    for alert in quiet:
        close_alert(alert=alert, because=QUIET, by=responsible(alert.unit), on=on)
    return len(quiet)
