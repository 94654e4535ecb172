"""An identity provider keeps the directory: the way of one person, and everything that is refused."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from people.enums import Role
from people.models import Membership, Person, RoleGrant
from people.scim.resource import ENTERPRISE, USER
from tests.factories import people

pytestmark = pytest.mark.django_db
ANN = {
    "schemas": [USER, ENTERPRISE],
    "externalId": "17",
    "userName": "Ann@Example.org",
    "name": {"givenName": "Ann", "familyName": "Li"},
    "emails": [{"value": "ann@example.org", "primary": True}],
    "preferredLanguage": "zh-CN",
    "timezone": "Asia/Shanghai",
    ENTERPRISE: {"department": "A"},
}


class Service:
    """A provisioning service with an operator's token."""

    def __init__(self, *roles: Role) -> None:
        _stored, self.token = AuthToken.objects.create(people.account(*roles))

    def __call__(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        answer = Client().generic(
            method,
            f"/scim/v2/{path}",
            "" if body is None else json.dumps(body),
            "application/scim+json",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return answer.status_code, json.loads(answer.content) if answer.content else {}


@pytest.fixture
def service() -> Service:
    for code in ("A", "B"):
        people.unit(code)
    return Service(Role.OPERATOR)


def test_a_person_comes_moves_leaves_and_comes_back(service: Service) -> None:
    status, made = service("POST", "Users", ANN)
    assert (status, made["id"], made["displayName"], made["active"]) == (201, "17", "Ann Li", True)
    ann = Person.objects.get(code="17")
    assert (ann.email, ann.language, ann.time_zone) == ("ann@example.org", "zh-hans", "Asia/Shanghai")
    Membership.objects.update(start=date(2026, 1, 1))
    move = {"Operations": [{"op": "replace", "path": f"{ENTERPRISE}:department", "value": "B"}]}
    assert service("PATCH", "Users/17", move)[1][ENTERPRISE] == {"department": "B"}
    assert list(Membership.objects.values_list("unit__code", "end", "left_company").order_by("start")) == [
        ("A", timezone.localdate(), False),
        ("B", None, False),
    ]
    Membership.objects.filter(end__isnull=True).update(start=timezone.localdate() - timedelta(days=1))
    assert service("DELETE", "Users/17") == (204, {})
    assert Membership.objects.filter(left_company=True).values_list("unit__code", flat=True).get() == "B"
    assert service("GET", "Users/17")[1]["active"] is False
    status, back = service("PUT", "Users/17", ANN)
    assert (status, back["active"], back[ENTERPRISE]) == (200, True, {"department": "A"})


def test_sending_the_same_twice_changes_nothing(service: Service) -> None:
    service("POST", "Users", ANN)
    before = list(Membership.objects.values())
    service("PUT", "Users/17", ANN)
    assert list(Membership.objects.values()) == before


def test_a_person_who_left_signs_in_no_more_and_manages_nothing(service: Service) -> None:
    service("POST", "Users", ANN)
    ann = Person.objects.get()
    Membership.objects.update(is_manager=True)
    service("PUT", "Users/17", ANN)
    ann.refresh_from_db()
    assert ann.account is not None
    assert RoleGrant.objects.filter(account=ann.account, role=Role.MANAGER, unit__code="A").exists()
    service("PATCH", "Users/17", {"Operations": [{"op": "replace", "value": {"active": False}}]})
    ann.account.refresh_from_db()
    assert not ann.account.is_active
    assert not RoleGrant.objects.filter(account=ann.account).exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('userName eq "ANN@example.org"', ["17"]),
        ('externalId eq "17"', ["17"]),
        ('id eq "17"', ["17"]),
        ('username EQ "nobody@example.org"', []),
    ],
)
def test_people_are_found(service: Service, asked: str, found: list[str]) -> None:
    service("POST", "Users", ANN)
    status, page = service("GET", f"Users?filter={asked.replace(' ', '%20')}")
    assert (status, page["totalResults"]) == (200, len(found))
    assert [one["id"] for one in page["Resources"]] == found


def test_pages_follow_one_another(service: Service) -> None:
    for number in range(5):
        people.person(f"p{number}")
    _status, page = service("GET", "Users?startIndex=2&count=3")
    assert [one["id"] for one in page["Resources"]] == ["p1", "p2", "p3"]
    assert page["totalResults"] == 5


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"userName": "no address"}, 400, "userName"),
        ({"userName": None}, 400, "userName"),
        ({"userName": 5}, 400, "userName"),
        ({"timezone": "Mars/Base"}, 400, "timezone"),
        ({"active": "perhaps"}, 400, "active"),
        ({"name": "Ann"}, 400, "name"),
        ({ENTERPRISE: {"department": "nowhere"}}, 400, "department"),
        ({"externalId": "x" * 65}, 400, "externalId"),
    ],
)
def test_what_cannot_be_right_changes_nothing(
    service: Service, change: dict[str, object], status: int, said: str
) -> None:
    answer, error = service("POST", "Users", ANN | change)
    assert answer == status
    assert error["detail"].startswith(said)
    assert not Person.objects.exists()


def test_codes_and_addresses_belong_to_one_person(service: Service) -> None:
    service("POST", "Users", ANN)
    assert service("POST", "Users", ANN)[1]["scimType"] == "uniqueness"
    assert service("POST", "Users", ANN | {"externalId": "18"})[0] == 409
    assert Person.objects.count() == 1


@pytest.mark.parametrize("body", ["[]", "{", '"text"'])
def test_a_body_that_is_no_object_is_refused(service: Service, body: str) -> None:
    headers = {"Authorization": f"Bearer {service.token}"}
    answer = Client().generic("POST", "/scim/v2/Users", body, "application/scim+json", headers=headers)
    assert answer.status_code == 400


def test_a_service_that_switches_everybody_off_is_stopped(service: Service) -> None:
    unit = people.unit("C")
    codes = [people.member(unit).person.code for _number in range(30)]
    off = {"Operations": [{"op": "replace", "path": "active", "value": False}]}
    answers = [service("PATCH", f"Users/{code}", off)[0] for code in codes]
    assert answers == [200] * 12 + [403] * 18
    assert Person.objects.filter(is_active=True).count() == 18


@pytest.mark.parametrize("role", [Role.HR, Role.DPO])
def test_nobody_but_an_operator_keeps_the_directory(role: Role) -> None:
    service = Service(role)
    assert service("GET", "Users")[0] == 403
    assert service("POST", "Users", ANN)[0] == 403


def test_without_a_token_there_is_nothing() -> None:
    answer = Client().get("/scim/v2/Users")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_service_learns_what_is_supported(service: Service) -> None:
    config = service("GET", "ServiceProviderConfig")[1]
    assert (config["patch"], config["bulk"]["supported"]) == ({"supported": True}, False)
    assert service("GET", "ResourceTypes")[1]["Resources"][0]["endpoint"] == "/Users"
    assert service("GET", "Users/nobody")[0] == 404
    assert service("GET", 'Users?filter=title%20co%20"x"')[1]["scimType"] == "invalidFilter"
