"""A mail to the owner of a plan when a step falls due: once for each step, with a link and no result."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from engagement.actions.models import Plan, PlanStep
from engagement.insights.delivery import send


def remind(*, on: date) -> int:
    """Mail the owners of plans with steps that are due and not done; return how many plans they were mailed about."""
    due = PlanStep.objects.filter(
        plan__dropped_on=None, plan__owner__is_active=True, done_on=None, reminded_on=None, due_on__lte=on
    )
    plans = Plan.objects.filter(steps__in=due).select_related("owner").distinct()
    mails = [_mail(plan) for plan in plans]
    due.update(reminded_on=on)
    send(mails)
    return len(mails)


def _mail(plan: Plan) -> EmailMessage:
    with translation.override(plan.owner.language):
        link = settings.SITE_URL + reverse("dashboards:plan", args=[plan.pk])
        words = _(
            "A step of your plan is due. Nobody counts: do it when it fits, and drop what no longer helps."
        )
        return EmailMessage(_("A step is due"), f"{words}\n{link}\n", to=[plan.owner.email])
