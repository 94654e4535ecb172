"""Pages of campaigns."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.campaigns.forms import CampaignForm, first_values
from engagement.campaigns.selectors import campaign_page, campaigns, get_campaign, to_plan
from engagement.dashboards.opened import reader_name, signed_in
from engagement.kiosk.entry import entry
from engagement.studio.selectors import get_questionnaire
from surveys.campaigns.planning import end_campaign, pause_campaign, plan_campaign, resume_campaign
from surveys.exceptions import SurveyError
from surveys.models import Campaign


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the campaigns and the questionnaires from which one may be planned."""
    rows = campaigns(request.user, timezone.localtime())
    return render(request, "campaigns/home.html", {"rows": rows, "questionnaires": to_plan(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a campaign with a questionnaire."""
    asked = get_questionnaire(request.user, pk)
    form = CampaignForm(asked, request.POST or None, initial=first_values(asked, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_campaign(form.plan(), actor=reader_name(signed_in(request.user)))
        except SurveyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The campaign is planned. Its waves open and close by themselves."))
            return redirect("campaigns:campaign", made.pk)
    return render(request, "campaigns/new.html", {"form": form, "questionnaire": asked})


@login_required
@require_safe
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign: what comes next and why, and how many took part so far."""
    page = campaign_page(request.user, campaign_id, timezone.localtime())
    way_in = entry() if page.open_wave else None
    return render(request, "campaigns/campaign.html", {"page": page, "entry": way_in})


def _changed(campaign: Campaign, verb: str, actor: str) -> str:
    """Pause, resume or end a campaign; return what to say about it. Any other verb does nothing and says so."""
    today = timezone.localdate()
    match verb:
        case "pause":
            pause_campaign(campaign, actor=actor)
            return _("The campaign is paused. A wave that is open stays open.")
        case "resume":
            resume_campaign(campaign, on=today, actor=actor)
            return _("The campaign goes on.")
        case "end":
            end_campaign(campaign, on=today, actor=actor)
            return _("The campaign has ended. A wave that is open stays open.")
    return _("Nothing was changed.")


@login_required
@require_POST
def change(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Pause a campaign, let it go on, or end it for good."""
    found = get_campaign(request.user, campaign_id)
    try:
        messages.success(
            request, _changed(found, request.POST.get("verb", ""), reader_name(signed_in(request.user)))
        )
    except SurveyError as error:
        messages.error(request, str(error))
    return redirect("campaigns:campaign", campaign_id) if found.pk else redirect("campaigns:home")
