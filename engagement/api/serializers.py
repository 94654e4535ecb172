"""What the API shows: released values and the words that explain them, never an answer."""

from rest_framework import serializers

from engagement.actions.models import Plan
from engagement.insights.models import Alert
from people.models import Unit
from privacy.models import Refusal, ReleasedCell
from signals.models import Finding
from surveys.models import Wave


class UnitSerializer(serializers.ModelSerializer[Unit]):
    """A unit of the organisation."""

    above = serializers.SerializerMethodField()

    class Meta:
        model = Unit
        fields = ["code", "name", "name_zh", "above"]

    def get_above(self, unit: Unit) -> str | None:
        """Return the code of the unit above, None for a root."""
        return unit.parent.code if unit.parent else None


class WaveSerializer(serializers.ModelSerializer[Wave]):
    """A wave, without how many have answered while it is open."""

    questionnaire = serializers.CharField(source="questionnaire.key")
    title = serializers.DictField(child=serializers.CharField())

    class Meta:
        model = Wave
        fields = ["id", "questionnaire", "kind", "title", "state", "opens_on", "closes_on"]


class CellSerializer(serializers.ModelSerializer[ReleasedCell]):
    """One released value."""

    kind = serializers.CharField(source="table.kind")
    table_source = serializers.CharField(source="table.source")
    covers = serializers.ListField(child=serializers.CharField())
    slice_values = serializers.ListField(child=serializers.CharField())
    certificate = serializers.DictField()

    class Meta:
        model = ReleasedCell
        fields = [
            "kind", "table_source", "item", "unit", "is_remainder", "covers", "slice_attribute", "slice_values", "n_band",
            "mean", "favourable_low", "favourable_high", "value", "band_low", "band_high", "precision", "trend",
            "certificate",
        ]  # fmt: skip


class RefusalSerializer(serializers.ModelSerializer[Refusal]):
    """What was not released and which larger group carries it."""

    kind = serializers.CharField(source="table.kind")
    table_source = serializers.CharField(source="table.source")

    class Meta:
        model = Refusal
        fields = ["kind", "table_source", "item", "unit", "reason", "carried_by"]


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """A condition of a unit, with the released cells it rests on."""

    evidence = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Finding
        fields = ["unit", "block_start", "detector", "severity", "evidence"]


class AlertSerializer(serializers.ModelSerializer[Alert]):
    """An alert of a unit."""

    evidence = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Alert
        fields = [
            "id",
            "unit",
            "theme",
            "severity",
            "state",
            "opened_on",
            "last_seen_on",
            "closed_on",
            "evidence",
        ]


class PlanSerializer(serializers.ModelSerializer[Plan]):
    """A plan of a unit and what it moved."""

    effect = serializers.DictField()

    class Meta:
        model = Plan
        fields = [
            "id",
            "alert",
            "template",
            "unit",
            "started_on",
            "review_on",
            "outcome",
            "verdict",
            "effect",
        ]
