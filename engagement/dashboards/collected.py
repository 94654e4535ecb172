"""How many ballots of waves were collected: total counts, kept once a wave is over."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db.models import Count

from engagement.results.kept import keep
from engagement.results.models import Kept
from surveys.enums import WaveState
from surveys.models import Invitation, Wave
from surveys.selectors import Collection

WHAT = "collection"


def collected(waves: Iterable[Wave]) -> Mapping[str, Collection]:
    """Return wave id -> how many were invited and how many collected a ballot; nobody invited counts as 0 of 0."""
    asked = {str(wave.pk): wave for wave in waves}
    rows = Kept.objects.filter(source__in=asked, what=WHAT).values_list("source", "content")
    found = {source: Collection(**content) for source, content in rows}
    if missing := [wave for source, wave in asked.items() if source not in found]:
        counted = _counted(missing)
        found |= counted
        over = [str(wave.pk) for wave in missing if wave.state == WaveState.RELEASED]
        keep(WHAT, {(source, ""): asdict(counted[source]) for source in over})
    return found


def _counted(waves: list[Wave]) -> dict[str, Collection]:
    counts = (
        Invitation.objects.filter(wave__in=waves)
        .order_by()
        .values("wave")
        .annotate(invited=Count("pk"), collected=Count("collected_on"))
    )
    found = {str(row["wave"]): Collection(row["invited"], row["collected"]) for row in counts}
    return {str(wave.pk): found.get(str(wave.pk), Collection(0, 0)) for wave in waves}
