"""The company's own identity provider, by OpenID Connect or by SAML 2.0: it says who somebody is, never what he or she may do."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

OPENID_CONNECT = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
SAML = ("SAML_METADATA_URL", "SAML_ENTITY_ID")
SLUG = "sso"


def providers(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Return `SOCIALACCOUNT_PROVIDERS` for what stands in the environment; without a name nobody signs on from elsewhere.

    Raises
    ------
    ImproperlyConfigured
        There is a name and not exactly one complete set of settings, or an address that can be changed on the way.
    """
    if not name:
        return {}
    whole = [one for one in (OPENID_CONNECT, SAML) if all(given[setting] for setting in one)]
    if len(whole) != 1:
        hint = f"SSO_NAME is set: either {', '.join(OPENID_CONNECT)} or {', '.join(SAML)} are needed with it."
        raise ImproperlyConfigured(hint)
    address = whole[0][0]
    if not given[address].startswith("https://"):
        hint = f"{address} must begin with https://: who somebody is must not be changed on the way."
        raise ImproperlyConfigured(hint)
    if whole[0] is SAML:
        return saml(name, given["SAML_METADATA_URL"], given["SAML_ENTITY_ID"])
    return openid_connect(name, *(given[setting] for setting in OPENID_CONNECT))


def openid_connect(name: str, server: str, client: str, secret: str) -> dict[str, Any]:
    """Return the provider at an issuer.

    What it says is trusted because of the encrypted line it comes over (OpenID Connect Core 1.0, 3.1.3.7, 6).
    """
    app = {
        "provider_id": SLUG,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "uid_field": "sub"},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "email"], "APPS": [app]}}


def saml(name: str, metadata: str, entity: str) -> dict[str, Any]:
    """Return the provider whose address and certificate stand in its metadata.

    What it says is trusted because it is signed. An address it sends counts as verified: it is the company's own
    directory, and SAML has no usual word for it. Nobody is signed on who did not start here (`reject_idp_initiated_sso`),
    since that can be forged on from another site.
    """
    app = {
        "provider_id": entity,
        "name": name,
        "client_id": SLUG,
        "settings": {
            "idp": {"entity_id": entity, "metadata_url": metadata},
            "verified_email": True,
            "use_nameid_for_email": True,
            "advanced": {
                "strict": True,
                "reject_deprecated_algorithm": True,
                "reject_idp_initiated_sso": True,
                "allow_single_label_domains": True,  # a site inside a company is often just `telescope`
            },
        },
    }
    return {"saml": {"APPS": [app]}}
