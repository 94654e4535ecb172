"""What a person is told before the first question; nothing here may say more than the tests show."""

from base64 import b64encode
from typing import Any

from people.selectors import unit_labels
from surveys.invitations import asking_company
from surveys.languages import pick
from surveys.manifest import manifest_fingerprint
from surveys.models import CellKey, Invitation
from surveys.selectors import questions


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
        "number_of_questions": len(questions(wave)),
    }
