"""Sign-on through an identity provider opens accounts that exist here, by a verified address, and makes none."""

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from engagement import sign_on
from people.enums import Role
from people.models import Account
from tests.factories import people
from tests.people.identity_provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running() as found:
        settings.SOCIALACCOUNT_PROVIDERS = sign_on.openid_connect("Acme ID", found.issuer, CLIENT, SECRET)
        yield found


def signed_on(client: Client, provider: Provider) -> str:
    """Go the whole way that a browser goes; return the last page."""
    page = client.get("/accounts/login/").content.decode()
    assert "Sign in with Acme ID" in page
    asked = client.get("/accounts/oidc/sso/login/?process=login")["Location"]
    assert asked.startswith(provider.issuer + "/authorize")
    assert "code_challenge=" in asked
    where = urlsplit(asked)
    connection = HTTPConnection(where.hostname or "", where.port)
    connection.request("GET", f"{where.path}?{where.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return client.get(f"{back.path}?{back.query}", follow=True).content.decode()


def test_a_known_address_is_signed_in_with_the_roles_it_has_here(provider: Provider) -> None:
    account = people.account(Role.HR, email="ann@example.org")
    provider.claims = {"sub": "7", "email": "ann@example.org", "email_verified": True}
    client = Client()
    signed_on(client, provider)
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.get("/hr/").status_code == 200
    signed_on(Client(), provider)
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "8", "email": "stranger@example.org", "email_verified": True},
        {"sub": "9", "email": "ann@example.org", "email_verified": False},
        {"sub": "9", "email": "ann@example.org"},
        {"sub": "9"},
    ],
)
def test_a_stranger_and_an_address_that_nobody_verified_stay_outside(
    provider: Provider, claims: dict[str, object]
) -> None:
    people.account(Role.HR, email="ann@example.org")
    provider.claims = claims
    client = Client()
    page = signed_on(client, provider)
    assert "_auth_user_id" not in client.session
    assert "No account here" in page
    assert Account.objects.count() == 1


def test_an_account_that_was_switched_off_stays_outside(provider: Provider) -> None:
    account = people.account(Role.HR, email="ann@example.org")
    account.is_active = False
    account.save()
    provider.claims = {"sub": "7", "email": "ann@example.org", "email_verified": True}
    client = Client()
    signed_on(client, provider)
    assert "_auth_user_id" not in client.session


def test_a_provider_that_fails_says_so_in_a_sentence(provider: Provider) -> None:
    provider.is_broken = True
    page = signed_on(Client(), provider)
    assert "Signing in did not work" in page


def test_without_a_provider_there_is_no_button() -> None:
    assert "Sign in with" not in Client().get("/accounts/login/").content.decode()
