import pytest
from django.core.exceptions import ImproperlyConfigured

from engagement.sign_on import OPENID_CONNECT, SAML, providers

NOTHING = dict.fromkeys((*OPENID_CONNECT, *SAML), "")
BY_OPENID = NOTHING | dict(zip(OPENID_CONNECT, ("https://id.example", "telescope", "x"), strict=True))
BY_SAML = NOTHING | dict(zip(SAML, ("https://id.example/metadata", "urn:acme"), strict=True))
BOTH = {name: BY_OPENID[name] or BY_SAML[name] for name in NOTHING}


def test_without_a_name_nobody_signs_on_from_elsewhere() -> None:
    assert providers("", BY_OPENID) == {}


@pytest.mark.parametrize(("given", "kind"), [(BY_OPENID, "openid_connect"), (BY_SAML, "saml")])
def test_one_complete_set_makes_one_provider_under_the_name(given: dict[str, str], kind: str) -> None:
    ((found, settings),) = providers("Acme ID", given).items()
    (app,) = settings["APPS"]
    assert (found, app["name"]) == (kind, "Acme ID")


@pytest.mark.parametrize("given", [NOTHING, BOTH, NOTHING | {"SAML_ENTITY_ID": "urn:acme"}])
def test_none_both_and_half_a_set_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="either OIDC_SERVER_URL"):
        providers("Acme ID", given)


@pytest.mark.parametrize(
    "given",
    [
        BY_OPENID | {"OIDC_SERVER_URL": "http://id.example"},
        BY_SAML | {"SAML_METADATA_URL": "http://id.example"},
    ],
)
def test_an_address_that_can_be_changed_on_the_way_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="must begin with https://"):
        providers("Acme ID", given)
