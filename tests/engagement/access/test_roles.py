"""Operators give and take company-wide roles; a new account finds its way in by mail; the ledger keeps who did it."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from engagement.access.exceptions import RoleError
from engagement.access.granting import grant, take_back
from engagement.dashboards.ledger_words import ACTIONS
from people.enums import Role
from people.models import Account, RoleGrant
from privacy.models import LedgerEntry
from tests.factories import people
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password-of-ann"


def set_password(link: str) -> Client:
    """Follow a link that was sent, set a password, and sign in with it."""
    client = Client()
    form = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    return client


def signs_in(email: str) -> bool:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    return "_auth_user_id" in client.session


def test_a_role_is_given_and_the_way_in_is_mailed(world: World) -> None:
    client = Client()
    client.force_login(world.operator)
    entered = {"email": "Ann@example.org", "name": "Ann Li", "language": "zh-hans", "role": "hr"}
    page = client.post("/roles/", entered, follow=True).content.decode()
    assert "Ann Li" in page
    ann = Account.objects.get(email="ann@example.org")
    assert list(ann.grants.values_list("role", flat=True)) == [Role.HR]
    (sent,) = mail.outbox
    assert sent.to == ["ann@example.org"]
    (link,) = re.findall(r"http://\S+", str(sent.body))
    set_password(link)
    assert signs_in("ann@example.org")


def test_a_role_is_taken_back(world: World) -> None:
    client = Client()
    client.force_login(world.operator)
    client.post(reverse("access:take_back", args=[world.hr.pk, "hr"]))
    assert not world.hr.grants.exists()
    entry = LedgerEntry.objects.order_by("number").last()
    assert entry is not None
    assert (entry.action, entry.detail) == ("role_taken_back", {"role": "hr"})
    assert entry.action in ACTIONS


def test_the_last_operator_stays(world: World) -> None:
    client = Client()
    client.force_login(world.operator)
    where = reverse("access:take_back", args=[world.operator.pk, "operator"])
    page = client.post(where, follow=True).content.decode()
    assert "last operator" in page
    grant(email="second@example.org", role=Role.OPERATOR, actor="test")
    client.post(where)
    assert not world.operator.grants.exists()


def test_a_switched_off_operator_does_not_count(world: World) -> None:
    second = people.account(Role.OPERATOR)
    second.is_active = False
    second.save()
    with pytest.raises(RoleError):
        take_back(world.operator, Role.OPERATOR, actor="test")


@pytest.mark.parametrize("who", ["hr", "manager", "dpo"])
def test_nobody_else_gives_or_takes(world: World, who: str) -> None:
    client = Client()
    client.force_login(getattr(world, who))
    before = RoleGrant.objects.count()
    assert client.post("/roles/", {"email": "a@b.org", "language": "en", "role": "hr"}).status_code == 403
    assert client.post(reverse("access:take_back", args=[world.hr.pk, "hr"])).status_code == 403
    assert RoleGrant.objects.count() == before


def test_the_first_operator_comes_by_command() -> None:
    out = StringIO()
    call_command("grant_role", "ann@example.org", "operator", name="Ann Li", stdout=out)
    assert "ann@example.org is operator now." in out.getvalue()
    (link,) = re.findall(r"http://\S+", out.getvalue())
    set_password(link)
    assert signs_in("ann@example.org")
    again = StringIO()
    call_command("grant_role", "ann@example.org", "operator", stdout=again)
    assert "http" not in again.getvalue()
    assert LedgerEntry.objects.filter(action="role_granted").count() == 1


@pytest.mark.parametrize(
    ("email", "role", "said"),
    [("ann", "hr", "an e-mail address"), ("ann@example.org", "manager", "one of hr, dpo, operator")],
)
def test_what_cannot_be_right_leaves_nothing(email: str, role: str, said: str) -> None:
    with pytest.raises(CommandError, match=said) as refusal:
        call_command("grant_role", email, role)
    assert refusal.value.returncode == 2
    assert not Account.objects.exists()
