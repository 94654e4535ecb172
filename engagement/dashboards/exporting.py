"""The export of everything from its page: a stream, and how far it is for whoever waits."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from engagement.dashboards.everything import stream_everything
from engagement.results.kept import keep
from engagement.results.models import Kept
from people.models import Account

WHAT = "export"


@dataclass(frozen=True, slots=True)
class Progress:
    """Tables written so far and in all."""

    done: int
    of: int

    @property
    def is_over(self) -> bool:
        """Say whether everything is written."""
        return self.done >= self.of


def export_for(account: Account) -> Iterator[bytes]:
    """Yield the archive in pieces; how far it is can be read meanwhile with `progress_of`."""

    def note(done: int, of: int) -> None:
        content = {"done": done, "of": of, "at": timezone.now().isoformat()}
        keep(WHAT, {(str(account.pk), ""): content})

    return stream_everything(note)


def progress_of(account: Account) -> Progress | None:
    """Return how far the newest export of an account is; None where there was none."""
    found = Kept.objects.filter(source=str(account.pk), what=WHAT).values_list("content", flat=True).first()
    return Progress(found["done"], found["of"]) if found else None
