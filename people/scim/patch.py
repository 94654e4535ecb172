"""PATCH as RFC 7644, 3.5.2 has it, over the attributes that the directory keeps. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from people.exceptions import ResourceError
from people.scim.resource import ENTERPRISE, USER

SINGLE = ("userName", "externalId", "displayName", "active", "preferredLanguage", "timezone")
NAMED = ("formatted", "givenName", "familyName")
# Path in lower case -> where it stands in a resource: attribute names are compared without case (RFC 7643, 2.1).
PLACES: Mapping[str, tuple[str, ...]] = (
    {name.lower(): (name,) for name in SINGLE}
    | {f"name.{part}".lower(): ("name", part) for part in NAMED}
    | {
        "department": (ENTERPRISE, "department"),
        f"{ENTERPRISE}:department".lower(): (ENTERPRISE, "department"),
    }
)
CODE = "externalId"


def patched(resource: Mapping[str, Any], operations: object) -> dict[str, Any]:
    """Return a copy of a resource with all operations done, in order.

    A value without a path is an object of attributes; of those the directory does not keep, none changes anything. The code
    of a person never changes.

    Raises
    ------
    ResourceError
        An operation that is none, or a path that leads nowhere.
    """
    if not isinstance(operations, list) or not operations:
        raise ResourceError(attribute="Operations", expected="a list of at least one operation")
    changed = deepcopy(dict(resource))
    for operation in operations:
        if not isinstance(operation, Mapping):
            raise ResourceError(attribute="Operations", expected="objects with op, path and value")
        _apply(changed, operation)
    if changed.get(CODE) != resource.get(CODE):
        raise ResourceError(attribute=CODE, expected="the value it has: it never changes")
    return changed


def _apply(resource: dict[str, Any], operation: Mapping[str, Any]) -> None:
    verb = str(operation.get("op", "")).lower()
    if verb not in {"add", "replace", "remove"}:
        raise ResourceError(attribute="op", expected="add, replace or remove")
    path, value = operation.get("path"), operation.get("value")
    if path:
        place = PLACES.get(str(path).removeprefix(f"{USER}:").lower())
        if place is None:
            raise ResourceError(attribute="path", expected=f"one of {', '.join(sorted(PLACES))}")
        _set(resource, place, None if verb == "remove" else value)
    elif verb == "remove" or not isinstance(value, Mapping):
        raise ResourceError(attribute="path", expected="a path, or a value that is an object")
    else:
        for place, one in _leaves(value):
            _set(resource, place, one)


def _leaves(value: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Any]]:
    found = []
    for key, one in value.items():
        if isinstance(one, Mapping):
            found += [(PLACES.get(f"{_prefix(key)}{part}".lower()), inner) for part, inner in one.items()]
        else:
            found.append((PLACES.get(key.removeprefix(f"{USER}:").lower()), one))
    return [(place, one) for place, one in found if place is not None]


def _prefix(key: str) -> str:
    return f"{key}:" if key.lower().startswith("urn:") else f"{key}."


def _set(resource: dict[str, Any], place: tuple[str, ...], value: Any) -> None:
    *outer, last = place
    target = resource
    for key in outer:
        target = target.setdefault(key, {})
    if value is None:
        target.pop(last, None)
    else:
        target[last] = value
    if place[0] == "name":
        # The display name was made of the parts; it would hide the new ones.
        resource.pop("displayName", None)
        if last != "formatted":
            resource["name"].pop("formatted", None)
