"""The addresses that a provisioning service calls, with a token of an operator (`Authorization: Bearer ...`)."""

import re
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from knox.auth import TokenAuthentication
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from people.directory_person import add_person, change_person, entry_of
from people.exceptions import KnownPersonError, PeopleError, ResourceError, TooManyInADayError
from people.models import Person
from people.permissions import can_operate
from people.scim.patch import patched
from people.scim.resource import ENTERPRISE, USER, entry, resource

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
MOST = 200
FILTER = re.compile(r'^\s*(userName|externalId|id)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$', re.IGNORECASE)
FIELDS = {"username": "email", "externalid": "code", "id": "code"}
STATUS: dict[type[PeopleError], tuple[int, str]] = {
    ResourceError: (400, "invalidValue"),
    KnownPersonError: (409, "uniqueness"),
    TooManyInADayError: (403, ""),
}


class ScimParser(JSONParser):
    """JSON under the name that SCIM gives it."""

    media_type = "application/scim+json"


class ScimRenderer(JSONRenderer):
    """JSON under the name that SCIM gives it."""

    media_type = "application/scim+json"
    format = "scim"


class BearerAuthentication(TokenAuthentication):  # type: ignore[misc]  # knox publishes no types
    """Provisioning services say Bearer."""

    def authenticate(self, request: Request) -> Any:
        """Return account and token, or None where there is none."""
        header = request.headers.get("Authorization", "")
        word, _space, token = header.partition(" ")
        if word.lower() != "bearer" or not token:
            return None
        account, stored = self.authenticate_credentials(token.strip().encode())
        return account, stored

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 asks for."""
        return "Bearer"


class OperatorsAlone(BasePermission):
    """The directory belongs to whoever runs the site."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say whether the token's owner is an operator."""
        return can_operate(request.user)


class ScimView(APIView):
    """What all addresses share: names of types, and errors as SCIM writes them."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (OperatorsAlone,)
    parser_classes = (ScimParser, JSONParser)
    renderer_classes = (ScimRenderer, JSONRenderer)
    schema = None

    def handle_exception(self, exc: Exception) -> Response:
        """Write any refusal as RFC 7644, 3.12 has it."""
        if isinstance(exc, PeopleError):
            status, kind = STATUS.get(type(exc), (400, "invalidValue"))
            return _error(status, str(exc), kind)
        answer = super().handle_exception(exc)
        kind = "invalidSyntax" if isinstance(exc, ParseError) else ""
        said = str(exc.detail) if isinstance(exc, APIException) else "There is nothing here."
        refusal = _error(answer.status_code, said, kind)
        if "WWW-Authenticate" in answer:
            refusal["WWW-Authenticate"] = answer["WWW-Authenticate"]
        return refusal

    def written(self, person: Person) -> dict[str, Any]:
        """Return a person as SCIM writes one."""
        where = reverse("scim:user", args=[person.code], request=self.request)
        return resource(entry_of(person), where)

    @cached_property
    def given(self) -> dict[str, Any]:
        """Return the body, an object."""
        if not isinstance(self.request.data, dict):
            raise ResourceError(attribute="body", expected="an object")
        return self.request.data


class Users(ScimView):
    """Find people, take one in."""

    def get(self, request: Request) -> Response:
        """Return people by code, a page at a time; `filter` knows `eq` over userName, externalId and id."""
        found = Person.objects.order_by("code")
        if asked := request.query_params.get("filter"):
            match = FILTER.match(asked)
            if match is None:
                return _error(
                    400, 'filter: expected userName, externalId or id, then eq "..."', "invalidFilter"
                )
            value = re.sub(r"\\(.)", r"\1", match[2])
            field = FIELDS[match[1].lower()]
            found = found.filter(**{f"{field}__iexact" if field == "email" else field: value})
        start, count = (
            max(1, _number(request, "startIndex", 1)),
            min(MOST, max(0, _number(request, "count", MOST))),
        )
        page = list(found[start - 1 : start - 1 + count])
        return Response(
            {
                "schemas": [LIST],
                "totalResults": found.count(),
                "startIndex": start,
                "itemsPerPage": len(page),
                "Resources": [self.written(person) for person in page],
            }
        )

    def post(self, request: Request) -> Response:
        """Take a person in."""
        written = self.written(add_person(entry(self.given), on=timezone.localdate()))
        return Response(written, status=201, headers={"Location": written["meta"]["location"]})


class OneUser(ScimView):
    """Read, replace, patch, switch off."""

    def get(self, request: Request, code: str) -> Response:
        """Return a person."""
        return Response(self.written(_person(code)))

    def put(self, request: Request, code: str) -> Response:
        """Make a person what the body says; what it does not say goes back to its default."""
        return self._changed(_person(code), {**self.given, "externalId": code})

    def patch(self, request: Request, code: str) -> Response:
        """Do the operations of the body."""
        person = _person(code)
        return self._changed(person, patched(self.written(person), self.given.get("Operations")))

    def delete(self, request: Request, code: str) -> Response:
        """Switch a person off: rosters of earlier surveys keep counting on whoever was there."""
        person = _person(code)
        self._changed(person, {**self.written(person), "active": False})
        return Response(status=204)

    def _changed(self, person: Person, given: dict[str, Any]) -> Response:
        return Response(self.written(change_person(person, entry(given), on=timezone.localdate())))


class Config(ScimView):
    """What this service can do."""

    def get(self, request: Request) -> Response:
        """Return the configuration (RFC 7643, 5)."""
        can, cannot = {"supported": True}, {"supported": False}
        scheme = {"type": "oauthbearertoken", "name": "Bearer token", "description": "A token of an operator"}
        return Response(
            {
                "schemas": [CONFIG],
                "patch": can,
                "bulk": cannot | {"maxOperations": 0, "maxPayloadSize": 0},
                "filter": can | {"maxResults": MOST},
                "changePassword": cannot,
                "sort": cannot,
                "etag": cannot,
                "authenticationSchemes": [scheme],
            }
        )


class Types(ScimView):
    """What there is."""

    def get(self, request: Request) -> Response:
        """Return the one type of resource (RFC 7643, 6)."""
        user = {
            "schemas": [TYPE],
            "id": "User",
            "name": "User",
            "endpoint": "/Users",
            "schema": USER,
            "schemaExtensions": [{"schema": ENTERPRISE, "required": False}],
        }
        return Response({"schemas": [LIST], "totalResults": 1, "Resources": [user]})


def _person(code: str) -> Person:
    person = Person.objects.filter(code=code).first()
    if person is None:
        raise Http404
    return person


def _number(request: Request, name: str, default: int) -> int:
    try:
        return int(request.query_params.get(name, default))
    except ValueError:
        raise ResourceError(attribute=name, expected="a whole number") from None


def _error(status: int, said: str, kind: str = "") -> Response:
    body = {"schemas": [ERROR], "status": str(status), "detail": said}
    return Response(body | ({"scimType": kind} if kind else {}), status=status)
