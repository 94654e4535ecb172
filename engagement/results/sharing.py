"""Giving a wave's released results back to the people who answered, with what was heard and what is being done."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from engagement.results.exceptions import NotReleasedError
from engagement.results.models import SharedWave
from privacy.ledger import record
from privacy.models import ReleasedTable


@transaction.atomic
def share_wave(
    *, source: str, by: str, on: date, heard: Mapping[str, str], doing: Mapping[str, str]
) -> SharedWave:
    """Open a released wave to employees, or change the words beside it; every time is in the ledger.

    Parameters
    ----------
    source
        Id of the wave.
    by
        Role and name of who shares it, as employees read them.
    heard, doing
        "You said" and "we did", by language.

    Raises
    ------
    NotReleasedError
        The door has released nothing of this wave.
    """
    if not ReleasedTable.objects.filter(kind=ReleasedTable.Kind.WAVE, source=source).exists():
        raise NotReleasedError(source)
    words = {"heard": dict(heard), "doing": dict(doing)}
    shared, _made = SharedWave.objects.update_or_create(
        source=source, defaults=words, create_defaults={**words, "shared_on": on, "shared_by": by}
    )
    record(actor=by, action="share_results", subject=f"wave {source}")
    return shared
