"""Closing a wave from its page: who closed it is written down, the rest is the pipeline's."""

from django.utils import timezone

from engagement import tasks
from engagement.dashboards.opened import reader_name
from people.models import Account
from people.permissions import check_design_surveys
from surveys.models import Wave
from surveys.waves import stop_intake


def close_and_release(*, wave: Wave, by: Account) -> None:
    """Stop the intake now, in the name of `by`, and hand the wave to the worker that releases it; safe to repeat."""
    check_design_surveys(by)
    today = timezone.localdate()
    stop_intake(wave=wave, on=today, actor=reader_name(by))
    tasks.close_wave.delay(str(wave.pk), on=today.isoformat())
