"""What quotes are about: the metrics, drivers and topics behind a list of released cells."""

from collections.abc import Iterable, Mapping
from typing import Any

from engagement.insights.measures import CONSTRUCT, METRICS, TOPIC
from surveys.models import Question


def named_by(evidence: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the metrics, drivers (`construct:KEY`) and topics (`topic:KEY`) that quotes are about."""
    items = {str(quoted["item"]).split("=")[0] for quoted in evidence}
    asked = {item for item in items if item not in METRICS and not item.startswith(TOPIC)}
    constructs = (
        Question.objects.filter(key__in=asked).exclude(construct="").values_list("construct", flat=True)
    )
    topics = {item.removesuffix(":polarity") for item in items if item.startswith(TOPIC)}
    return topics | (items & set(METRICS)) | {f"{CONSTRUCT}{construct}" for construct in constructs}
