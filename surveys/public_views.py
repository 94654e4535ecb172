"""What is published of a wave for everybody: its groups with their keys, and the receipts of its ballots."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from surveys import receipts
from surveys.enums import WaveState
from surveys.languages import pick
from surveys.manifest import manifest, manifest_bytes, manifest_fingerprint
from surveys.models import Wave
from surveys.pages import page, sealed, wanted_language
from surveys.selectors import group_names


def _wave(wave_id: UUID) -> Wave:
    wave = Wave.objects.filter(pk=wave_id).exclude(state=WaveState.DRAFT).first()
    if wave is None:
        raise Http404
    return wave


@require_safe
def public_manifest(_request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Return the manifest of a wave, the same bytes for everybody."""
    return HttpResponse(manifest_bytes(_wave(wave_id)), content_type="application/json")


@require_safe
def manifest_page(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Show the manifest to people: to be compared with a colleague's, or with the mail."""
    wave, language = _wave(wave_id), wanted_language(request)
    with translation.override(language):
        names = group_names(wave)
        context = {
            "title": pick(wave.title),
            "wave": wave,
            "fingerprint": manifest_fingerprint(wave),
            "groups": [cell | {"name": names[cell["id"]]} for cell in manifest(wave)["cells"]],
        }
    return page("surveys/manifest.html", context, language=language, path=request.path)


@require_safe
def receipt_list(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Return the receipts of a closed wave by group, sorted; an open one has none."""
    lists = {one.cell.code: one.codes for one in receipts.published(_wave(wave_id))}
    return sealed(JsonResponse({"wave": str(wave_id), "receipts": lists}), wanted_language(request))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_page(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Say whether a receipt is on the list. A code is posted, so that it stands in no address and no log."""
    wave, language = _wave(wave_id), wanted_language(request)
    with translation.override(language):
        context = _checked(wave, request.POST.get("code", ""))
    return page("surveys/receipts.html", context, language=language, path=request.path)


def _checked(wave: Wave, typed: str) -> dict[str, Any]:
    lists, names = receipts.published(wave), group_names(wave)
    found = receipts.group_of(wave, typed) if typed else None
    return {
        "title": pick(wave.title),
        "wave": wave,
        "is_open": wave.state == WaveState.OPEN,
        "typed": receipts.normalised(typed) if typed else "",
        "found": names[found.pk] if found else "",
        "groups": [(names[one.cell_id], one.codes) for one in lists],
    }
