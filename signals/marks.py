"""Setting the marks of the detectors: towards more care only, from the next run on, each change in the ledger."""

from django.db import transaction

from privacy.ledger import record
from signals.models import Mark
from signals.thresholds import DEFAULT_MARKS, Marks, marks_with


@transaction.atomic
def set_marks(changes: Marks, *, actor: str) -> int:
    """Keep the marks of the company; return how many changed. Findings that exist stay as they are.

    Raises
    ------
    ThresholdError
        A mark that nobody knows, or a value that is less careful than the definition; nothing is kept then.
    """
    marks_with(changes)
    before = {**DEFAULT_MARKS, **dict(Mark.objects.values_list("key", "value"))}
    moved = {key: value for key, value in changes.items() if value != before[key]}
    for key, value in moved.items():
        if value == DEFAULT_MARKS[key]:
            Mark.objects.filter(key=key).delete()
        else:
            Mark.objects.update_or_create(key=key, defaults={"value": value})
        record(
            actor=actor, action="mark_set", subject=f"mark {key}", detail={"from": before[key], "to": value}
        )
    return len(moved)
