"""The desk for programs: the same drafts, bounds and ledger as the page, for accounts that may design surveys."""

from typing import TYPE_CHECKING, Any, cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from engagement.dashboards.opened import reader_name
from engagement.desk.drafting import (
    LONGEST_BRIEF,
    LONGEST_DETAIL,
    Wanted,
    another_part,
    draft_steps,
    limited,
)
from engagement.desk.exceptions import DeskError, ProviderFailedError, TooLongError
from engagement.desk.sheet import length_of
from nlp.drafting.draft import as_row, question_row
from nlp.drafting.kinds import Kind, get_kind, kinds
from nlp.drafting.prompts import WISHES
from nlp.drafting.row_schema import row_schema
from nlp.language import LANGS
from nlp.providers.protocol import outcome
from people.permissions import can_design_surveys

if TYPE_CHECKING:
    from people.models import Account

LONGEST_PART, MOST_PARTS = 6000, 60


class DesignsSurveys(BasePermission):
    """HR, as on the page."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say whether the account may use the desk."""
        return can_design_surveys(request.user)


class WordsSerializer(serializers.Serializer[Any]):
    """A text in both languages."""

    en = serializers.CharField()
    zh = serializers.CharField()


class DetailSerializer(serializers.Serializer[Any]):
    """A field of the form beside the brief."""

    key = serializers.CharField()
    name = WordsSerializer(source="labels")


class KindSerializer(serializers.Serializer[Any]):
    """A kind of draft: what it asks for, what it can be, and what a model cannot know of it."""

    key = serializers.CharField()
    name = WordsSerializer(source="names")
    menu = serializers.CharField()
    needs_provider = serializers.BooleanField()
    max_chars = serializers.IntegerField()
    questions = serializers.IntegerField(help_text="How many it has at most; 0 for a text")
    brief = WordsSerializer()
    example = WordsSerializer(source="examples")
    unknown = WordsSerializer()
    details = DetailSerializer(many=True)
    schema = serializers.SerializerMethodField(help_text="JSON schema of a draft of this kind")

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_schema(self, kind: Kind) -> dict[str, Any]:
        """Return the JSON schema of a draft."""
        return row_schema(kind)


class WantedSerializer(serializers.Serializer[Any]):
    """What is asked for."""

    kind = serializers.CharField(help_text="A key of the list of kinds")
    brief = serializers.CharField(max_length=LONGEST_BRIEF)
    lang = serializers.ChoiceField(choices=LANGS)
    details = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_DETAIL, allow_blank=True), required=False
    )
    max_chars = serializers.IntegerField(required=False)

    def validate_kind(self, key: str) -> str:
        """Refuse a kind that there is not."""
        if key not in kinds():
            told = f"unknown; known: {', '.join(kinds())}"
            raise serializers.ValidationError(told)
        return key

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a field that the form of the kind does not have."""
        known = {one.key for one in kinds()[attrs["kind"]].details}
        if unknown := sorted(set(attrs.get("details", {})) - known):
            expected = ", ".join(sorted(known)) or "none"
            raise serializers.ValidationError(
                {"details": f"unknown: {', '.join(unknown)}; known: {expected}"}
            )
        return attrs

    def wanted(self) -> Wanted:
        """Return what was sent, after it was found valid."""
        data = self.validated_data
        return Wanted(
            data["kind"], data["brief"], data["lang"], data.get("details", {}), data.get("max_chars")
        )


class FlagSerializer(serializers.Serializer[Any]):
    """What the linter says of a wording."""

    rule = serializers.CharField()
    span = serializers.ListField(child=serializers.IntegerField())
    why = serializers.CharField()
    rewrite = serializers.CharField()


class QuestionSerializer(serializers.Serializer[Any]):
    """A question of a draft."""

    text = serializers.CharField()
    type = serializers.CharField()
    scale = serializers.ListField(child=serializers.CharField(), allow_null=True)
    construct = serializers.CharField()
    bank_item = serializers.CharField(allow_null=True)
    flags = FlagSerializer(many=True)


class DraftSerializer(serializers.Serializer[Any]):
    """A draft, as the command writes it."""

    kind = serializers.CharField()
    lang = serializers.ChoiceField(choices=LANGS)
    source = serializers.ChoiceField(choices=["bank", "outline", "model"])  # type: ignore[assignment]  # our field, not the base class's
    model = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    body = serializers.CharField(allow_null=True)
    questions = QuestionSerializer(many=True, allow_null=True)
    notes = serializers.ListField(child=serializers.CharField())


class PartWantedSerializer(WantedSerializer):
    """A draft in parts, and which of them is wanted in other words."""

    parts = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_PART), min_length=1, max_length=MOST_PARTS
    )
    place = serializers.IntegerField(min_value=0)
    wish = serializers.ChoiceField(choices=list(WISHES), default="again")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Want a place that there is."""
        if attrs["place"] >= len(attrs["parts"]):
            raise serializers.ValidationError({"place": f"0 to {len(attrs['parts']) - 1} expected"})
        return super().validate(attrs)


class PartSerializer(serializers.Serializer[Any]):
    """Another wording of one part."""

    text = serializers.CharField()
    question = QuestionSerializer(allow_null=True)
    notes = serializers.ListField(child=serializers.CharField())
    length = serializers.IntegerField(help_text="Characters of the draft with this part in its place")
    limit = serializers.IntegerField(help_text="Characters that the draft may have")


def _room(wanted: Wanted, parts: list[str], place: int, text: str) -> dict[str, int]:
    """Return the length of a draft with a new part, and its limit; `TooLongError` where it is too long and the part no shorter."""
    kind = limited(get_kind(wanted.kind), wanted.max_chars)
    length = length_of(kind, [text if number == place else part for number, part in enumerate(parts)])
    if length > kind.max_chars and len(text) >= len(parts[place]):
        raise TooLongError(length, kind.max_chars)
    return {"length": length, "limit": kind.max_chars}


REFUSED = OpenApiResponse(description="A sentence that says what was wrong or is missing")


def _refusal(error: DeskError) -> Response:
    failed = isinstance(error, ProviderFailedError)
    code = status.HTTP_502_BAD_GATEWAY if failed else status.HTTP_400_BAD_REQUEST
    return Response({"detail": str(error)}, status=code)


class Desk(APIView):
    """What every address of the desk has in common."""

    permission_classes = [IsAuthenticated, DesignsSurveys]

    def actor(self, request: Request) -> str:
        """Return the name that the ledger knows the caller by."""
        return reader_name(cast("Account", request.user))


class DraftKinds(Desk):
    """The registry of drafts."""

    @extend_schema(responses=KindSerializer(many=True), operation_id="draft_kinds_list")
    def get(self, request: Request) -> Response:
        """List every kind of draft with its form and schema."""
        return Response(KindSerializer(list(kinds().values()), many=True).data)


class Drafts(Desk):
    """Drafts; none is stored."""

    @extend_schema(request=WantedSerializer, responses={200: DraftSerializer, 400: REFUSED, 502: REFUSED})
    def post(self, request: Request) -> Response:
        """Draft a survey or a text from a brief."""
        sent = WantedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            made = outcome(draft_steps(sent.wanted(), self.actor(request)))
        except DeskError as error:
            return _refusal(error)
        return Response(as_row(made.draft))


class DraftParts(Desk):
    """Parts of drafts, in other words."""

    @extend_schema(request=PartWantedSerializer, responses={200: PartSerializer, 400: REFUSED, 502: REFUSED})
    def post(self, request: Request) -> Response:
        """Write one part of a draft anew."""
        sent = PartWantedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data
        try:
            part = another_part(
                sent.wanted(), data["parts"], data["place"], data["wish"], self.actor(request)
            )
            room = _room(sent.wanted(), data["parts"], data["place"], part.text)
        except DeskError as error:
            return _refusal(error)
        question = question_row(part.question) if part.question else None
        row = {"text": part.text, "question": question, "notes": list(part.notes)}
        return Response(row | room)
