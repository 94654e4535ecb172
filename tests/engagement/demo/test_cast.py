from datetime import date

from engagement.demo.acts.scene import Scene
from engagement.demo.cast import CAST
from engagement.insights.models import Alert
from people.models import RoleGrant
from tests.factories.insights import alert


def test_the_manager_is_the_one_with_the_newest_alert_nobody_read(peopled: Scene) -> None:
    alert("HW-ELE-FIR", opened_on=date(2026, 4, 1))
    alert("SW-HOS-MOB", opened_on=date(2026, 6, 1))
    alert("SW-CLD-COR", opened_on=date(2026, 8, 1), state=Alert.State.ACKNOWLEDGED)

    account = CAST["manager"]()

    assert account is not None
    assert RoleGrant.objects.filter(account=account, unit__code="SW-HOS-MOB").exists()


def test_without_alerts_and_plans_there_is_no_such_manager(peopled: Scene) -> None:
    assert CAST["manager"]() is None
    assert CAST["manager-with-plan"]() is None


def test_the_offices_are_held(peopled: Scene) -> None:
    assert all(CAST[role]() is not None for role in ("hr", "dpo", "operator"))
