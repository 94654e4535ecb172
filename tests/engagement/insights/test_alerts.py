from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from engagement.insights.alerts import acknowledge, close_alert, raise_alerts
from engagement.insights.enums import Severity
from engagement.insights.exceptions import AlertStateError
from engagement.insights.models import Alert, Theme
from people.enums import Role
from people.models import Account
from privacy.ledger import verify
from privacy.models import LedgerEntry
from tests.factories import insights, people

pytestmark = pytest.mark.django_db
TODAY = insights.block(2)


@pytest.fixture
def manager() -> Account:
    return people.account(manages=people.unit("A"))


def actions() -> list[str]:
    return list(LedgerEntry.objects.values_list("action", flat=True))


def test_a_finding_opens_an_alert_with_its_evidence() -> None:
    (alert,) = raise_alerts([insights.finding()], on=TODAY)
    assert (alert.unit, alert.theme, alert.state, alert.severity) == (
        "A",
        "meeting_marathon",
        "open",
        "watch",
    )
    assert (alert.opened_on, alert.last_seen_on) == (insights.block(2), insights.block(2))
    assert alert.evidence == [insights.quoted(number=0), insights.quoted(number=1)]
    entry = LedgerEntry.objects.get()
    assert (entry.actor, entry.action, entry.units) == ("system", "alert_opened", ["A"])


def test_the_same_finding_twice_changes_nothing() -> None:
    raise_alerts([insights.finding()], on=TODAY)
    assert raise_alerts([insights.finding()], on=TODAY) == []
    assert actions() == ["alert_opened"]


def test_a_later_finding_joins_the_open_alert() -> None:
    raise_alerts([insights.finding()], on=TODAY)
    later = insights.finding(numbers=(1, 2), severity=Severity.HIGH)
    (alert,) = raise_alerts([later], on=insights.block(3))
    assert Alert.objects.count() == 1
    assert [quoted["source"] for quoted in alert.evidence] == [
        insights.block(n).isoformat() for n in (0, 1, 2)
    ]
    assert (alert.opened_on, alert.last_seen_on, alert.severity) == (
        insights.block(2),
        insights.block(3),
        "high",
    )
    assert actions() == ["alert_opened", "alert_seen_again"]


def test_an_older_finding_adds_evidence_and_leaves_the_severity() -> None:
    raise_alerts([insights.finding(numbers=(1, 2), severity=Severity.HIGH)], on=TODAY)
    (alert,) = raise_alerts([insights.finding(numbers=(0, 1))], on=TODAY)
    assert (alert.severity, alert.last_seen_on) == ("high", insights.block(3))


def test_themes_and_units_have_alerts_of_their_own() -> None:
    found = [insights.finding(), insights.finding(theme=Theme.BURNOUT), insights.finding("B")]
    raise_alerts(found, on=TODAY)
    assert Alert.objects.count() == 3


def test_a_finding_without_released_evidence_gives_no_alert() -> None:
    assert raise_alerts([insights.finding(evidence=())], on=TODAY) == []
    assert not Alert.objects.exists()


def test_a_closed_alert_stays_closed_until_there_is_news(manager: Account) -> None:
    (alert,) = raise_alerts([insights.finding()], on=TODAY)
    close_alert(alert=alert, because="The release is over", by=manager, on=TODAY)
    assert raise_alerts([insights.finding()], on=TODAY) == []
    (news,) = raise_alerts([insights.finding(numbers=(1, 2))], on=insights.block(3))
    assert news.pk != alert.pk
    assert news.state == Alert.State.OPEN


def test_acknowledging_names_a_person_in_the_alert_and_the_ledger(manager: Account) -> None:
    alert = acknowledge(alert=insights.alert(), by=manager, on=TODAY)
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledged_by, alert.acknowledged_on) == ("acknowledged", manager, TODAY)
    entry = LedgerEntry.objects.get()
    assert (entry.actor, entry.action, entry.subject) == (
        "manager Ann Example",
        "alert_acknowledged",
        f"alert {alert.pk}",
    )


def test_the_first_to_acknowledge_stays_the_one(manager: Account) -> None:
    stale = insights.alert()
    acknowledge(alert=stale, by=manager)
    with pytest.raises(AlertStateError):
        acknowledge(alert=stale, by=people.account(Role.HR))
    assert Alert.objects.get().acknowledged_by == manager


def test_an_acknowledged_alert_still_grows(manager: Account) -> None:
    acknowledge(alert=insights.alert(), by=manager)
    (alert,) = raise_alerts([insights.finding(numbers=(1, 2))], on=insights.block(3))
    assert (alert.state, len(alert.evidence)) == ("acknowledged", 3)


def test_closing_keeps_the_reason(manager: Account) -> None:
    alert = close_alert(alert=insights.alert(), because="x" * 300, by=manager, on=TODAY)
    assert (alert.state, alert.closed_on, alert.closed_because) == ("closed", TODAY, "x" * 200)
    assert actions() == ["alert_closed"]


@pytest.mark.parametrize("roles", [(), (Role.DPO,), (Role.OPERATOR,)])
def test_only_the_unit_s_manager_and_hr_act(roles: tuple[Role, ...]) -> None:
    alert, stranger = insights.alert(), people.account(*roles)
    with pytest.raises(PermissionDenied):
        acknowledge(alert=alert, by=stranger)
    with pytest.raises(PermissionDenied):
        close_alert(alert=alert, because="", by=stranger, on=TODAY)
    assert Alert.objects.get().state == Alert.State.OPEN
    assert actions() == []


def test_a_manager_of_another_unit_does_not_act() -> None:
    other = people.account(manages=people.unit("B"))
    with pytest.raises(PermissionDenied):
        acknowledge(alert=insights.alert("A"), by=other)


def test_the_ledger_line_and_the_change_share_one_transaction(
    manager: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("engagement.insights.alerts.record", broken)
    alert = insights.alert()
    with pytest.raises(RuntimeError):
        acknowledge(alert=alert, by=manager)
    with pytest.raises(RuntimeError):
        raise_alerts([insights.finding("B")], on=TODAY)
    assert list(Alert.objects.values_list("unit", "state")) == [("A", "open")]


def test_the_database_refuses_a_second_living_alert() -> None:
    insights.alert(state=Alert.State.ACKNOWLEDGED)
    with pytest.raises(IntegrityError), transaction.atomic():
        insights.alert()
    insights.alert(state=Alert.State.CLOSED)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_alert_opens_when_many_processes_find_the_same() -> None:
    start = Barrier(6)

    def find(number: int) -> None:
        try:
            start.wait(timeout=20)
            raise_alerts([insights.finding(numbers=(number, number + 1))], on=TODAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(find, range(6)))
    alert = Alert.objects.get()
    assert [quoted["source"] for quoted in alert.evidence] == [
        insights.block(n).isoformat() for n in range(7)
    ]
    assert sorted(actions()) == ["alert_opened"] + 5 * ["alert_seen_again"]
    assert verify() == []
