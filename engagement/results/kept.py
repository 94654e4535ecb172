"""What is worked out of a wave once, at close, and read many times; whatever is missing is worked out when asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from engagement.results.models import Kept

BATCH = 500


def kept(source: str, what: str, unit: str, work_out: Callable[[], Any]) -> Any:
    """Return what was kept of a node ("" is the whole wave) as plain data; worked out and kept where it is missing."""
    found = Kept.objects.filter(source=source, what=what, unit=unit).values_list("content", flat=True).first()
    if found is None:
        found = work_out()
        keep(what, {(source, unit): found})
    return found


def keep(what: str, found: Mapping[tuple[str, str], Any]) -> None:
    """Store plain data by wave and node, in place of what was there."""
    Kept.objects.bulk_create(
        [Kept(source=source, what=what, unit=unit, content=one) for (source, unit), one in found.items()],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source", "what", "unit"],
        update_fields=["content"],
    )
