"""The page on which HR prints codes, group by group; a sheet is shown once and kept nowhere."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from engagement.dashboards.opened import reader_name, signed_in
from engagement.kiosk.entry import entry
from people.permissions import check_design_surveys
from surveys.enums import WaveState
from surveys.kiosk import print_codes, without_address
from surveys.languages import pick
from surveys.models import Cell, Wave
from surveys.selectors import group_names


@dataclass(frozen=True, slots=True)
class Group:
    """A reporting group: its number, its name, and how many of its people have no address."""

    pk: int
    name: str
    people: int


def _groups(wave: Wave) -> list[Group]:
    counts, names = without_address(wave), group_names(wave)
    return sorted((Group(pk, names[pk], people) for pk, people in counts.items()), key=lambda one: one.name)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Show the groups with people without an address; on the button, print one group's sheet."""
    check_design_surveys(request.user)
    wave = get_object_or_404(Wave, pk=wave_id, state=WaveState.OPEN)
    context = {"wave": wave, "title": pick(wave.title), "groups": _groups(wave), "entry": entry()}
    chosen = request.POST.get("group", "")
    if chosen.isdigit():
        cell = get_object_or_404(Cell, pk=int(chosen), wave=wave)
        context |= {
            "sheet": print_codes(cell=cell, actor=reader_name(signed_in(request.user))),
            "group": group_names(wave)[cell.pk],
        }
    return render(request, "surveys/codes.html", context)


@login_required
@require_safe
def poster(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Show a sheet to hang up beside a shared device: where a code is typed in, and until when."""
    check_design_surveys(request.user)
    wave = get_object_or_404(Wave, pk=wave_id, state=WaveState.OPEN)
    context = {"wave": wave, "title": pick(wave.title), "entry": entry()}
    return render(request, "surveys/poster.html", context)
