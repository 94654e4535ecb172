"""What a person is told before the first question; nothing here may say more than the tests show."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.selectors import unit_labels
from privacy.models import LedgerEntry
from surveys.campaigns.forms import cell_questions
from surveys.invitations import asking_company
from surveys.languages import pick
from surveys.manifest import manifest_fingerprint
from surveys.models import CellKey, Invitation, Wave

WHAT: Final[dict[str, Promise]] = {
    "questionnaire_id": _("the questions"),
    "kind": _("the purpose"),
    "roster_id": _("the list of those who are asked"),
    "policy": _("the rules of privacy"),
    "tree": _("the units"),
    "opens_on": _("the first day"),
    "state": _("whether it is open"),
}


@dataclass(frozen=True, slots=True)
class RefusedAttempt:
    """That somebody tried to change what was frozen: what, and on which day."""

    what: str
    on: date


def refused_attempts(wave: Wave) -> list[RefusedAttempt]:
    """Return every attempt to change a launched wave, oldest first, in the active language."""
    entries = LedgerEntry.objects.filter(action="refused_change", subject=f"wave {wave.pk}")
    return [
        RefusedAttempt(_what(entry.detail), timezone.localdate(entry.at))
        for entry in entries.order_by("number")
    ]


def _what(detail: Mapping[str, Any]) -> str:
    words = [str(WHAT.get(name, name)) for name in detail["fields"]]
    rules = ", ".join(detail.get("rules", ()))
    return ", ".join(words) + (f" ({rules})" if rules else "")


def of(invited: Invitation) -> dict[str, Any]:
    """Return the context of the promise, in the active language."""
    wave, cell = invited.wave, invited.cell
    key = CellKey.objects.filter(cell=cell).exclude(sealed=b"").first()
    labels = unit_labels(cell.covers)
    return {
        "title": pick(wave.title),
        "intro": pick(wave.questionnaire.intro),
        "company": asking_company(wave),
        "kind": wave.kind,
        "group": [labels.get(code, code) for code in cell.covers],
        "group_size": cell.roster_size,
        "wave_id": wave.pk,
        "cell_id": cell.pk,
        "key": b64encode(bytes(key.public)).decode() if key else "",
        "fingerprint": manifest_fingerprint(wave) if key else "",
        "k": wave.policy["k"],
        "topic_respondents": wave.policy["topic_respondents"],
        "raw_days": wave.policy["raw_days"],
        "closes_on": wave.closes_on,
        "refused_attempts": refused_attempts(wave),
        "number_of_questions": len(cell_questions(cell)),
    }
