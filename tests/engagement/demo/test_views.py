from django.test import Client, override_settings
from django.urls import reverse

from engagement.demo.acts.scene import Scene
from engagement.demo.cast import CAST
from people.models import Account, RoleGrant


def enter(client: Client, role: str) -> int:
    return client.get(reverse("demo:enter", args=[role])).status_code


@override_settings(DEMO=True)
def test_one_click_signs_in_as_the_holder_of_a_role(peopled: Scene, client: Client) -> None:
    for role in ("hr", "dpo", "operator"):
        response = client.get(reverse("demo:enter", args=[role]))
        assert (response.status_code, response["Location"]) == (302, "/")
        account = Account.objects.get(pk=client.session["_auth_user_id"])
        assert RoleGrant.objects.filter(account=account, role=role).exists()


@override_settings(DEMO=False)
def test_without_the_demo_the_address_does_not_exist(peopled: Scene, client: Client) -> None:
    assert {role: enter(client, role) for role in CAST} == dict.fromkeys(CAST, 404)
    assert "_auth_user_id" not in client.session


@override_settings(DEMO=True)
def test_a_role_nobody_holds_or_knows_does_not_exist(peopled: Scene, client: Client) -> None:
    assert enter(client, "manager-with-plan") == 404
    assert enter(client, "emperor") == 404


@override_settings(DEMO=True)
def test_only_following_the_link_signs_in(peopled: Scene, client: Client) -> None:
    assert client.post(reverse("demo:enter", args=["hr"])).status_code == 405


def test_the_demo_is_off_by_default(peopled: Scene, client: Client) -> None:
    assert enter(client, "hr") == 404
