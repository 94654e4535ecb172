"""Pages of what people wrote."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.dashboards.opened import note_opening
from engagement.voices.cards import text_cards
from engagement.voices.figures import tone_words
from engagement.voices.selectors import voices_page


@login_required
@require_safe
def comments(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Show the topics of a wave's comments for one node."""
    page = voices_page(request.user, wave_id, request.GET.get("unit", ""))
    note_opening(request.user, subject=f"wave {wave_id}", units=page.units)
    return render(request, "voices/comments.html", {"page": page, "tone_words": tone_words()})


@login_required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Show how comments are read, and what that must not be used for."""
    return render(request, "voices/cards.html", {"cards": text_cards()})
