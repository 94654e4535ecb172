"""Released tables, waves that asked something, findings and alerts for tests."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from engagement.insights.enums import Severity
from engagement.insights.findings import Finding
from engagement.insights.models import Alert, Theme
from privacy.models import ReleasedCell, ReleasedTable
from privacy.policy import DEFAULT, VERSION
from surveys.enums import QuestionType, WaveKind, WaveState
from surveys.models import Question, Questionnaire, Wave
from tests.factories.surveys import both

FIRST_BLOCK = date(2026, 3, 23)


def block(number: int) -> date:
    """First day of a block, 0 being 2026-03-23."""
    return FIRST_BLOCK + timedelta(days=28 * number)


def table(kind: str, source: str, **fields: Any) -> ReleasedTable:
    defaults = {"policy": DEFAULT.as_json(), "policy_version": VERSION, "input_digest": "0" * 64}
    return ReleasedTable.objects.get_or_create(kind=kind, source=source, defaults=defaults | fields)[0]


def cell(of: ReleasedTable, unit: str, item: str, **fields: Any) -> ReleasedCell:
    defaults: dict[str, Any] = {"covers": [unit], "n_band": "20-29", "certificate": {}}
    return ReleasedCell.objects.create(table=of, unit=unit, item=item, **(defaults | fields))


def metric(
    number: int, unit: str, item: str, value: float | tuple[float, float], **fields: Any
) -> ReleasedCell:
    """One released metric in block `number`: a value, or a band when a pair is given."""
    numbers = (
        {"band_low": value[0], "band_high": value[1]}
        if isinstance(value, tuple)
        else {"value": value, "n_band": "30-49"}
    )
    return cell(table(ReleasedTable.Kind.BLOCK, block(number).isoformat()), unit, item, **(numbers | fields))


def questionnaire(
    constructs: Mapping[str, str] | None = None, *, purpose: str = WaveKind.PULSE
) -> Questionnaire:
    """A questionnaire with one item per entry: question key -> construct; `enps` from 0 to 10, `reasons` choices."""
    created = Questionnaire.objects.create(
        key=f"q-{uuid.uuid4().hex[:8]}", title=both("Pulse"), purpose=purpose
    )
    scales = {"enps": QuestionType.SCALE10, "exit_reasons": QuestionType.MULTIPLE}
    options = [{"key": key, "text": both(key)} for key in ("meetings", "pay", "commute")]
    for position, (key, construct) in enumerate((constructs or {"engaged": "engagement"}).items(), start=1):
        kind = scales.get(construct, QuestionType.AGREEMENT5)
        Question.objects.create(
            questionnaire=created,
            position=position,
            key=key,
            type=kind,
            text=both(f"Text of {key}"),
            construct=construct,
            options=options if kind == QuestionType.MULTIPLE else [],
        )
    return created


def wave(asked: Questionnaire, number: int, **fields: Any) -> Wave:
    """A released wave in block `number`; whom it asked does not matter to what reads released cells."""
    opens = block(number) + timedelta(days=7)
    defaults: dict[str, Any] = {
        "kind": asked.purpose,
        "title": both(f"Wave {number}"),
        "state": WaveState.RELEASED,
        "opens_on": opens,
        "closes_on": opens + timedelta(days=9),
    }
    return Wave.objects.create(questionnaire=asked, **(defaults | fields))


def means(of: Wave, unit: str, values: Mapping[str, float], **fields: Any) -> list[ReleasedCell]:
    """Released means of a wave: item -> mean."""
    made = table(ReleasedTable.Kind.WAVE, str(of.pk))
    return [cell(made, unit, item, mean=mean, **fields) for item, mean in values.items()]


def quoted(item: str = "meeting_share", *, number: int = 0, unit: str = "A", **fields: Any) -> dict[str, Any]:
    """A quote of a released metric in block `number`."""
    start = block(number)
    return {
        "kind": "block",
        "source": start.isoformat(),
        "period": start.isoformat(),
        "ends": (start + timedelta(days=28)).isoformat(),
        "item": item,
        "unit": unit,
        "n_band": "10-14",
        "precision": "full",
        "band": [0.5, 0.55],
        "interval": [0.5, 0.55],
    } | fields


def finding(unit: str = "A", *, numbers: Sequence[int] = (0, 1), **fields: Any) -> Finding:
    """A finding over the blocks `numbers`."""
    arguments: dict[str, Any] = {
        "theme": Theme.MEETING_MARATHON,
        "severity": Severity.WATCH,
        "seen_on": block(max(numbers) + 1),
        "evidence": tuple(quoted(number=number, unit=unit) for number in numbers),
    }
    return Finding(unit=unit, **(arguments | fields))


def alert(unit: str = "A", **fields: Any) -> Alert:
    defaults: dict[str, Any] = {
        "theme": Theme.MEETING_MARATHON,
        "severity": Severity.WATCH,
        "opened_on": block(2),
        "last_seen_on": block(2),
        "evidence": [quoted(number=0, unit=unit), quoted(number=1, unit=unit)],
    }
    return Alert.objects.create(unit=unit, **(defaults | fields))
