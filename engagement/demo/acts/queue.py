"""Waiting for a worker: the pipeline writes a line into the ledger when something has walked all the way."""

import time
from collections.abc import Callable, Iterable

from django.conf import settings

from engagement.demo.exceptions import WorkerError
from privacy.models import LedgerEntry

PATIENCE = 600
PAUSE = 0.1


def walked(action: str, subjects: Callable[[], Iterable[str]]) -> None:
    """Return once a line of that action stands in the ledger for one of the subjects; in process it does at once."""
    patience = 0 if settings.CELERY_TASK_ALWAYS_EAGER else PATIENCE
    begun = time.monotonic()
    while not LedgerEntry.objects.filter(action=action, subject__in=list(subjects())).exists():
        if time.monotonic() - begun >= patience:
            raise WorkerError(action, patience)
        time.sleep(PAUSE)
