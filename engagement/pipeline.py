"""What happens when something new is out: one step a line, each of them safe to run again.

A step finds its own work done and leaves it, so that a run that broke off in the middle is simply run again. News
travels upward through these two functions alone.

| step | room | takes -> gives |
|---|---|---|
| stop intake | surveys | open wave -> closed wave, answers in random order |
| read text | nlp, privacy | comments -> released topics |
| door | privacy | answers -> released cells, or refusals with reasons |
| work out | results | released cells -> drivers, neighbours of nodes, said against showed: kept for pages to read |
| notice | signals, insights | released cells -> findings |
| warn | insights | findings -> at most one open alert per unit and theme |
| tell | insights | alerts whose turn it is -> a mail and a chat message without a number |
| announce | webhooks | news -> a signed message without a result to other programs |
| re-measure | actions | new cells -> moved, not moved, cannot say |
| ledger | privacy | one line that all of it was done |
| tell in words | nlp, surveys | later, in a task of its own: comments on released topics -> checked sentences, where a model is set up |
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from engagement.actions.ranking import measured
from engagement.actions.remeasure import remeasure_plans
from engagement.dashboards.near import WORDS, keep_neighbours
from engagement.insights.actors import SYSTEM
from engagement.insights.alerts import raise_alerts
from engagement.insights.delivery import tell
from engagement.insights.notice import notice_blocks, notice_wave
from engagement.insights.selectors import told_now
from engagement.results.driver_nodes import keep_drivers
from engagement.results.said import said_against_showed
from engagement.voices.tasks import tell_later
from engagement.webhooks.models import Event
from engagement.webhooks.sending import announce, deliver_due
from people.selectors import roster_names
from privacy.ledger import record
from privacy.models import LedgerEntry
from signals.models import Run
from surveys.enums import WaveKind
from surveys.models import Wave
from surveys.results import release_comments, release_results
from surveys.waves import close_wave


def wave_closed(wave_id: UUID | str, *, on: date) -> None:
    """Carry a wave from its last day to alerts and measured plans."""
    wave = Wave.objects.get(pk=wave_id)
    wave = close_wave(wave=wave, on=on, actor=SYSTEM)
    release_comments(wave=wave, on=on, names=roster_names())
    release_results(wave=wave, on=on)
    keep_pages(wave)
    findings = notice_wave(wave)
    raise_alerts(findings, on=on)
    tell(on=on)
    announce_news(on=on, wave=wave)
    remeasure_plans(on=on)
    measured(on=on)  # kept for pages with an alert
    record_once("wave_walked", f"wave {wave.pk}", on=on)
    tell_later(wave)


def keep_pages(wave: Wave) -> None:
    """Work out once what pages of a released wave read many times."""
    keep_drivers(str(wave.pk))
    keep_neighbours(wave)
    keep_neighbours(wave, WORDS)
    if wave.kind == WaveKind.EXIT:
        said_against_showed(wave)


def block_reduced(run_id: UUID | str, *, on: date) -> None:
    """Carry the blocks of a run, released by the reduction itself, to alerts and measured plans."""
    run = Run.objects.get(pk=run_id)
    findings = notice_blocks(run.first_day, run.last_day)
    raise_alerts(findings, on=on)
    tell(on=on)
    announce_news(on=on)
    remeasure_plans(on=on)
    measured(on=on)  # kept for pages with an alert
    record_once("run_walked", f"run {run.pk}", on=on)


def announce_news(*, on: date, wave: Wave | None = None) -> None:
    """Tell other programs of a released wave and of the alerts that stand; what is not taken now, beat tries again."""
    now = timezone.now()
    if wave is not None:
        announce(Event.WAVE_RELEASED, str(wave.pk), now=now)
    for alert in told_now(on=on):
        announce(Event.ALERT_OPENED, str(alert.pk), now=now)
    deliver_due(now=now)


def record_once(action: str, subject: str, *, on: date) -> None:
    """Write a line to the ledger unless it stands there."""
    with transaction.atomic():
        if not LedgerEntry.objects.filter(action=action, subject=subject).exists():
            record(actor=SYSTEM, action=action, subject=subject, detail={"on": on.isoformat()})
