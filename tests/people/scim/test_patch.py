"""The operations that provisioning services send, and those that cannot be right."""

from typing import Any

import pytest

from people.exceptions import ResourceError
from people.scim.patch import patched
from people.scim.resource import ENTERPRISE, USER, Entry, entry, resource

ANN = Entry("17", "ann@example.org", "Ann Li", is_active=True, language="en", time_zone="UTC", unit="A")


def after(*operations: dict[str, Any]) -> Entry:
    return entry(patched(resource(ANN, "http://x/17"), list(operations)))


@pytest.mark.parametrize(
    ("operation", "field", "value"),
    [
        ({"op": "replace", "path": "active", "value": False}, "is_active", False),
        ({"op": "Replace", "path": "active", "value": "False"}, "is_active", False),  # Microsoft Entra
        ({"op": "replace", "value": {"active": False}}, "is_active", False),  # Okta
        ({"op": "replace", "path": f"{ENTERPRISE}:department", "value": "B"}, "unit", "B"),
        ({"op": "add", "value": {f"{ENTERPRISE}:department": "B"}}, "unit", "B"),
        ({"op": "add", "value": {ENTERPRISE: {"department": "B"}}}, "unit", "B"),
        ({"op": "remove", "path": f"{ENTERPRISE}:department"}, "unit", ""),
        ({"op": "replace", "path": "name.familyName", "value": "Wu"}, "name", "Wu"),
        ({"op": "replace", "path": "name.formatted", "value": "Ann Wu"}, "name", "Ann Wu"),
        ({"op": "replace", "path": f"{USER}:displayName", "value": "Ann Wu"}, "name", "Ann Wu"),
        ({"op": "replace", "path": "USERNAME", "value": "Ann.Wu@example.org"}, "email", "ann.wu@example.org"),
        ({"op": "replace", "path": "timezone", "value": "Asia/Shanghai"}, "time_zone", "Asia/Shanghai"),
        (
            {"op": "replace", "value": {"title": "Engineer", "preferredLanguage": "zh-CN"}},
            "language",
            "zh-hans",
        ),
    ],
)
def test_an_operation_changes_what_it_names(operation: dict[str, Any], field: str, value: object) -> None:
    changed = after(operation)
    assert getattr(changed, field) == value
    untouched = [name for name in Entry.__dataclass_fields__ if name != field]
    assert all(getattr(changed, name) == getattr(ANN, name) for name in untouched)


def test_operations_are_done_in_order() -> None:
    first = {"op": "replace", "path": "displayName", "value": "First"}
    assert after(first, first | {"value": "Second"}).name == "Second"


@pytest.mark.parametrize(
    ("operations", "attribute"),
    [
        (None, "Operations"),
        ([], "Operations"),
        (["active"], "Operations"),
        ([{"op": "move", "path": "active"}], "op"),
        ([{"op": "replace", "path": "password", "value": "x"}], "path"),
        ([{"op": "remove"}], "path"),
        ([{"op": "replace", "value": "x"}], "path"),
        ([{"op": "replace", "path": "externalId", "value": "18"}], "externalId"),
    ],
)
def test_what_cannot_be_right_is_named(operations: object, attribute: str) -> None:
    with pytest.raises(ResourceError) as refusal:
        patched(resource(ANN, ""), operations)
    assert refusal.value.attribute == attribute


def test_a_patch_leaves_the_resource_it_was_given() -> None:
    given = resource(ANN, "")
    patched(given, [{"op": "replace", "path": "name.formatted", "value": "Ann Wu"}])
    assert entry(given) == ANN
