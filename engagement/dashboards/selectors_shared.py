"""What employees read of a wave that was shared: the company, and with their link the group that includes them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from engagement.dashboards.display import Figure
from engagement.dashboards.labels import construct_label, pick
from engagement.dashboards.near import near
from engagement.dashboards.selectors_cells import read_cells
from engagement.dashboards.selectors_waves import construct_figures, scored, scored_items
from engagement.results.models import SharedWave
from surveys.ballots import find_invitation
from surveys.enums import WaveState
from surveys.exceptions import BallotError
from surveys.models import Wave
from surveys.selectors import questions


@dataclass(frozen=True, slots=True)
class SharedPage:
    """The page: words of HR, and constructs of the own group and of the company."""

    wave: Wave
    title: str
    heard: str
    doing: str
    shared: SharedWave
    company: str
    own: str
    n_band: str
    rows: list[tuple[str, Figure, Figure | None]]


def shared_page(wave_id: UUID, unit: str = "") -> SharedPage:
    """Return the shared results of the company, and of the smallest released group that includes `unit`."""
    shared = get_object_or_404(SharedWave, source=str(wave_id))
    wave = get_object_or_404(Wave.objects.defer("tree", "policy"), pk=wave_id, state=WaveState.RELEASED)
    whole, group = near(wave), near(wave, unit) if unit else None
    if whole is None or not whole.node:
        raise Http404
    root, node = whole.node, group.nearest if group else ""
    own = node if node != root else ""
    asked = questions(wave)
    constructs = scored(asked)
    cells = read_cells("wave", wave, {root, own}, scored_items(asked))
    company = construct_figures(cells, root, constructs)
    mine = construct_figures(cells, own, constructs) if own else [None] * len(company)
    labels = [construct_label(key) for key in constructs]
    return SharedPage(
        wave=wave,
        title=pick(wave.title),
        heard=pick(shared.heard),
        doing=pick(shared.doing),
        shared=shared,
        company=whole.name(root),
        own=group.name(own) if group and own else "",
        n_band=next((figure.n_band for figure in mine if figure and figure.n_band), ""),
        rows=list(zip(labels, company, mine, strict=True)),
    )


def unit_of_link(wave_id: UUID, link_token: str) -> str:
    """Return the ballot cell of an invitation to this wave; any other link does not exist."""
    try:
        invited = find_invitation(link_token)
    except BallotError:
        raise Http404 from None
    if invited.wave_id != wave_id:
        raise Http404
    return invited.cell.code
