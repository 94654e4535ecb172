"""A person's own load: the calendar file comes in, numbers go out to that person, and nothing stays."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from engagement.health_check.selectors_own import LoadPage, load_page, own_member
from engagement.health_check.uploads import InMemoryOnly
from signals.exceptions import BrokenFileError


class CalendarForm(forms.Form):
    """One calendar file."""

    calendar = forms.FileField(
        label=_("Your calendar as a file (.ics)"),
        help_text=_("At most 16 MB. Export it from your calendar program."),
        error_messages={"required": _("Choose a calendar file of at most 16 MB.")},
        widget=forms.ClearableFileInput({"class": "form-control", "accept": ".ics,text/calendar"}),
    )


# The handler has to be in place before anything reads the form, the check against forgery included.
@csrf_exempt
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def own_load_page(request: HttpRequest) -> HttpResponse:
    """Keep the file in memory and hand on."""
    request.upload_handlers = [InMemoryOnly(request)]
    return _page(request)


@csrf_protect
def _page(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.POST, request.FILES) if request.method == "POST" else CalendarForm()
    page = _computed(request, form) if form.is_valid() else None
    return render(request, "signals/own_load.html", {"form": form, "page": page})


def _computed(request: HttpRequest, form: CalendarForm) -> LoadPage | None:
    file, on = form.cleaned_data["calendar"], timezone.localdate()
    member = own_member(request.user, on)
    if member is None:
        form.add_error(
            None, _("The directory does not know your working hours. Ask HR to add your address to it.")
        )
        return None
    try:
        return load_page(member, file.file, on=on)
    except BrokenFileError:
        form.add_error(
            "calendar", _("This is no calendar file. Expected one that begins with BEGIN:VCALENDAR.")
        )
    finally:
        file.close()
    return None
