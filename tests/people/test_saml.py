"""Sign-on by SAML opens accounts that exist here, on a signed word that was asked for, and makes none."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from engagement import sign_on
from people.enums import Role
from people.models import Account
from tests.factories import people
from tests.people.saml_provider import SamlProvider, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[SamlProvider]:
    cache.clear()  # metadata is kept for hours, under its address
    with running() as found:
        settings.SOCIALACCOUNT_PROVIDERS = sign_on.saml("Acme ID", found.entity, found.entity)
        yield found


def browser() -> Client:
    """Return a browser: unlike the client alone, it names the host."""
    return Client(headers={"host": "testserver"})


def asked(client: Client, provider: SamlProvider) -> str:
    """Press the button; return where the browser is sent."""
    assert "Sign in with Acme ID" in client.get("/accounts/login/").content.decode()
    where = client.get("/accounts/saml/sso/login/?process=login")["Location"]
    assert where.startswith(provider.address + "/sso?")
    return str(where)


def posted(client: Client, answer: tuple[str, dict[str, str]]) -> str:
    """Post what the provider said, as the browser does on its page; return the last page."""
    where, form = answer
    return client.post(urlsplit(where).path, form, follow=True).content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_known_address_is_signed_in_with_the_roles_it_has_here(provider: SamlProvider) -> None:
    account = people.account(Role.HR, email="ann@example.org")
    for client in (browser(), browser()):
        posted(client, provider.answer(asked(client, provider), "ann@example.org"))
        assert client.session["_auth_user_id"] == str(account.pk)
        assert client.get("/hr/").status_code == 200
    assert Account.objects.count() == 1


def test_a_stranger_stays_outside(provider: SamlProvider) -> None:
    client = browser()
    page = posted(client, provider.answer(asked(client, provider), "stranger@example.org"))
    assert not is_in(client)
    assert "No account here" in page
    assert not Account.objects.exists()


def test_an_account_that_was_switched_off_stays_outside(provider: SamlProvider) -> None:
    account = people.account(Role.HR, email="ann@example.org")
    account.is_active = False
    account.save()
    client = browser()
    posted(client, provider.answer(asked(client, provider), "ann@example.org"))
    assert not is_in(client)


def test_a_word_that_another_key_signed_opens_nothing(provider: SamlProvider) -> None:
    people.account(Role.HR, email="ann@example.org")
    client = browser()
    where = asked(client, provider)
    provider.key = rsa.generate_private_key(65537, 2048)
    page = posted(client, provider.answer(where, "ann@example.org"))
    assert not is_in(client)
    assert "Signing in did not work" in page


def test_a_word_that_was_changed_on_the_way_opens_nothing(provider: SamlProvider) -> None:
    people.account(Role.HR, email="ann@example.org")
    client = browser()
    where, form = provider.answer(asked(client, provider), "bob@example.org")
    changed = b64decode(form["SAMLResponse"]).replace(b"bob@", b"ann@")
    posted(client, (where, {"SAMLResponse": b64encode(changed).decode()}))
    assert not is_in(client)


def test_an_old_word_and_one_that_was_not_asked_for_open_nothing(provider: SamlProvider) -> None:
    people.account(Role.HR, email="ann@example.org")
    client, other = browser(), browser()
    posted(client, provider.answer(asked(client, provider), "ann@example.org", age=timedelta(hours=1)))
    assert not is_in(client)
    posted(other, provider.answer(asked(client, provider), "ann@example.org"))
    assert not is_in(other)


def test_the_site_describes_itself_to_the_provider(provider: SamlProvider) -> None:
    reply = browser().get("/accounts/saml/sso/metadata/")
    assert reply.status_code == 200
    assert "/accounts/saml/sso/acs/" in reply.content.decode()
