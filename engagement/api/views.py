"""The read API. Every list is limited to the units of the reader and can be filtered by equality only.

Filters choose among values that the door released; none of them computes anything.
"""

from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK
from rest_framework.viewsets import ReadOnlyModelViewSet

from engagement.actions.models import Plan
from engagement.api import selectors
from engagement.api import serializers as shapes
from engagement.dashboards.opened import note_opening
from engagement.insights.models import Alert
from people.models import Account, Unit
from privacy.models import Refusal, ReleasedCell
from signals.models import Finding
from surveys.models import Wave


def filterable(**filters: str) -> Any:
    """Describe the equality filters of a list in the schema: parameter -> what it selects."""
    parameters = [OpenApiParameter(name, str, description=text) for name, text in filters.items()]
    return extend_schema_view(list=extend_schema(parameters=parameters))


class Readable(ReadOnlyModelViewSet[Any]):
    """Rows one account may read, with equality filters: parameter -> field."""

    filters: ClassVar[dict[str, str]] = {}

    def rows(self, account: Account) -> QuerySet[Any]:
        """Return the rows of a reader; each list says which selector that is."""
        raise TypeError(type(self))

    def get_queryset(self) -> QuerySet[Any]:
        """Apply the filters that the request names to the rows of the reader."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()  # type: ignore[union-attr, arg-type]  # every list below sets it
        named = {field: self.request.query_params.get(name) for name, field in self.filters.items()}
        rows = self.rows(cast("Account", self.request.user))
        return rows.filter(**{field: value for field, value in named.items() if value is not None})


class UnitViewSet(Readable):
    """Units of the organisation that you may ask about."""

    queryset = Unit.objects.all()
    serializer_class = shapes.UnitSerializer
    lookup_field = "code"
    lookup_value_regex = "[^/]+"

    def rows(self, account: Account) -> QuerySet[Unit]:
        """Return the reader's units."""
        return selectors.units_for(account)


@filterable(state="draft, open, closed or released", kind="pulse, exit or imported")
class WaveViewSet(Readable):
    """Survey waves."""

    queryset = Wave.objects.all()
    serializer_class = shapes.WaveSerializer
    filters: ClassVar[dict[str, str]] = {"state": "state", "kind": "kind"}

    def rows(self, account: Account) -> QuerySet[Wave]:
        """Return the reader's waves."""
        return selectors.waves_for(account)


@filterable(
    kind="wave, topics or block",
    source="wave id, or first day of the block",
    wave="wave id: answers and topics of one survey",
    unit="unit code",
    item="item or metric",
    construct="what items measure, e.g. workload: every item of it",
)
class CellViewSet(Readable):
    """Released values: the only figures there are."""

    queryset = ReleasedCell.objects.all()
    serializer_class = shapes.CellSerializer
    filters: ClassVar[dict[str, str]] = {
        "kind": "table__kind", "source": "table__source", "unit": "unit", "item": "item"
    }  # fmt: skip

    def rows(self, account: Account) -> QuerySet[ReleasedCell]:
        """Return the reader's cells, of one wave or construct where the request names it."""
        named = self.request.query_params
        cells = selectors.cells_for(account)
        if wave := named.get("wave"):
            cells = cells.filter(table__kind__in=["wave", "topics"], table__source=wave)
        if construct := named.get("construct"):
            cells = cells.filter(item__in=selectors.items_of(construct))
        return cells

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Write down whose results were read, as every page does."""
        if response.status_code == HTTP_200_OK:
            cells = response.data["results"] if self.action == "list" else [response.data]
            units = sorted({cell["unit"] for cell in cells})
            note_opening(cast("Account", request.user), subject="api cells", units=units)
        return super().finalize_response(request, response, *args, **kwargs)


@filterable(source="wave id, or first day of the block", unit="unit code")
class RefusalViewSet(Readable):
    """What was not released, and which larger group carries it."""

    queryset = Refusal.objects.all()
    serializer_class = shapes.RefusalSerializer
    filters: ClassVar[dict[str, str]] = {"source": "table__source", "unit": "unit"}

    def rows(self, account: Account) -> QuerySet[Refusal]:
        """Return refusals of the reader's units."""
        return selectors.refusals_for(account)


@filterable(unit="unit code", detector="detector")
class FindingViewSet(Readable):
    """Conditions of units that held in two consecutive blocks."""

    queryset = Finding.objects.all()
    serializer_class = shapes.FindingSerializer
    filters: ClassVar[dict[str, str]] = {"unit": "unit", "detector": "detector"}

    def rows(self, account: Account) -> QuerySet[Finding]:
        """Return findings of the reader's units."""
        return selectors.findings_for(account)


@filterable(unit="unit code", theme="theme", state="open, acknowledged or closed")
class AlertViewSet(Readable):
    """Alerts."""

    queryset = Alert.objects.all()
    serializer_class = shapes.AlertSerializer
    filters: ClassVar[dict[str, str]] = {"unit": "unit", "theme": "theme", "state": "state"}

    def rows(self, account: Account) -> QuerySet[Alert]:
        """Return alerts of the reader's units."""
        return selectors.alerts_for(account)


@filterable(unit="unit code", template="template", verdict="pending, moved, not_moved or cannot_say")
class PlanViewSet(Readable):
    """Plans and what they moved."""

    queryset = Plan.objects.all()
    serializer_class = shapes.PlanSerializer
    filters: ClassVar[dict[str, str]] = {"unit": "unit", "template": "template", "verdict": "verdict"}

    def rows(self, account: Account) -> QuerySet[Plan]:
        """Return plans of the reader's units."""
        return selectors.plans_for(account)
