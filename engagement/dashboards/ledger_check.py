"""Whether the ledger is whole: all of it checked once a day, the newest entries on every look."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from engagement.results.kept import keep
from engagement.results.models import Kept
from privacy.ledger import Broken, verify, verify_newest
from privacy.models import LedgerEntry

SOURCE, WHAT = "ledger", "check"
# So many entries are read over again whenever somebody looks; a first run has fewer than that.
NEWEST = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known: entries that do not fit, and when the whole chain was read last (None: it is short, just now)."""

    broken: list[Broken]
    whole_at: datetime | None


def check_ledger() -> list[Broken]:
    """Read the whole chain, keep the outcome, and return what does not fit."""
    broken = verify()
    content = {"at": timezone.now().isoformat(), "broken": [asdict(one) for one in broken]}
    keep(WHAT, {(SOURCE, ""): content})
    return broken


def checked() -> Checked:
    """Return the outcome of the last whole check with that of the newest entries, read just now.

    A chain that is short, or was never checked, is read whole.
    """
    kept = Kept.objects.filter(source=SOURCE, what=WHAT).values_list("content", flat=True).first()
    count = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if kept is None or count <= NEWEST:
        return Checked(check_ledger(), None)
    earlier = [Broken(**one) for one in kept["broken"]]
    known = {one.number for one in earlier}
    fresh = [one for one in verify_newest(NEWEST) if one.number not in known]
    return Checked([*earlier, *fresh], datetime.fromisoformat(kept["at"]))
