"""The command that is run hourly."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from surveys.models import Campaign, Wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def test_it_says_what_it_did_and_a_paused_campaign_does_nothing() -> None:
    make.company({"A": 12})
    Campaign.objects.create(
        questionnaire=make.questionnaire(),
        title=make.both("Pulse"),
        trigger="once",
        starts_on=timezone.localdate(),
        is_paused=True,
    )
    out = StringIO()
    call_command("run_campaigns", stdout=out)
    assert json.loads(out.getvalue()) == {"opened": 0, "mailed": 0}
    assert not Wave.objects.exists()
