"""A person as SCIM writes one, and back. Pure.

| SCIM | directory |
|---|---|
| `id`, `externalId` | the person's code; without `externalId` a new person's code is the `userName` |
| `userName` | e-mail address |
| `displayName`, else `name.formatted`, else `name.givenName` and `familyName` | name |
| `active` | works here |
| `preferredLanguage`, `timezone` | language, time zone |
| `department` of the enterprise extension | code of the unit |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.exceptions import ResourceError

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ZONES = available_timezones()
LONGEST_CODE, LONGEST_NAME = 64, 160


@dataclass(frozen=True, slots=True)
class Entry:
    """What the directory keeps of a person; `unit` is the code of the unit, "" where nobody said."""

    code: str
    email: str
    name: str
    is_active: bool
    language: str
    time_zone: str
    unit: str


def entry(resource: Mapping[str, Any]) -> Entry:
    """Read a whole resource, as POST and PUT carry it; attributes that the directory does not keep are passed over.

    Raises
    ------
    ResourceError
        An attribute that is needed and missing, or cannot be right; the first one is named.
    """
    email = _text(resource, "userName").lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ResourceError(attribute="userName", expected="an e-mail address") from None
    code = _text(resource, "externalId") or email
    if len(code) > LONGEST_CODE:
        raise ResourceError(attribute="externalId", expected=f"at most {LONGEST_CODE} characters")
    return Entry(
        code=code,
        email=email,
        name=_name(resource)[:LONGEST_NAME] or email,
        is_active=_flag(resource, "active"),
        language=_language(_text(resource, "preferredLanguage")),
        time_zone=_zone(_text(resource, "timezone")),
        unit=_text(_part(resource, ENTERPRISE), "department"),
    )


def resource(person: Entry, location: str) -> dict[str, Any]:
    """Write a person; `location` is the address of the resource."""
    return {
        "schemas": [USER, ENTERPRISE],
        "id": person.code,
        "externalId": person.code,
        "userName": person.email,
        "displayName": person.name,
        "name": {"formatted": person.name},
        "active": person.is_active,
        "preferredLanguage": person.language,
        "timezone": person.time_zone,
        ENTERPRISE: {"department": person.unit},
        "meta": {"resourceType": "User", "location": location},
    }


def _part(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = given.get(key) or {}
    if not isinstance(found, Mapping):
        raise ResourceError(attribute=key, expected="an object")
    return found


def _text(given: Mapping[str, Any], key: str) -> str:
    found = given.get(key)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise ResourceError(attribute=key, expected="text")
    return found.strip()


def _flag(given: Mapping[str, Any], key: str) -> bool:
    """Read a flag; some services write it as text (Microsoft Entra: "True")."""
    found = given.get(key, True)
    if isinstance(found, str) and found.lower() in {"true", "false"}:
        return found.lower() == "true"
    if not isinstance(found, bool):
        raise ResourceError(attribute=key, expected="true or false")
    return found


def _name(given: Mapping[str, Any]) -> str:
    parts = _part(given, "name")
    whole = " ".join(filter(None, (_text(parts, "givenName"), _text(parts, "familyName"))))
    return _text(given, "displayName") or _text(parts, "formatted") or whole


def _language(text: str) -> str:
    return "zh-hans" if text.lower().startswith("zh") else "en"


def _zone(text: str) -> str:
    if text and text not in ZONES:
        raise ResourceError(
            attribute="timezone", expected="a name of the IANA time zone database, such as Asia/Shanghai"
        )
    return text or "UTC"
