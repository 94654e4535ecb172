"""What workers do: ids in, one call of the pipeline each; every task may run twice without harm."""

import logging
from datetime import date
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

import engagement.pipeline as pipeline
from engagement.actions.reminders import remind
from engagement.insights.delivery import tell
from engagement.insights.outlooks import look_ahead
from engagement.results.telling import tell_shared as mail_that_shared
from engagement.webhooks.sending import deliver_due
from signals.connections import read_connections as read_servers
from signals.intake import reduce_company
from signals.shards import hand as hands
from surveys.closing import purge_deleted_rows

logger = logging.getLogger(__name__)
MOST_HANDS = 32  # workers that one reduction calls; who comes too late finds nothing to do


def _day(value: str | None) -> date:
    return date.fromisoformat(value) if value else timezone.localdate()


@shared_task(name="engagement.close_wave")  # type: ignore[untyped-decorator]  # Celery publishes no types
def close_wave(wave_id: str, on: str | None = None) -> None:
    """Close a wave and carry its answers through the door; `on` is an ISO day, today by default."""
    logger.info("closing wave %s", wave_id)
    pipeline.wave_closed(wave_id, on=_day(on))
    purge_deleted_rows()


@shared_task(name="engagement.tell_shared")  # type: ignore[untyped-decorator]  # Celery publishes no types
def tell_shared(wave_id: str, by: str) -> None:
    """Mail everybody who was invited to a wave that its results can be read; once."""
    logger.info(
        "told %s people of wave %s", mail_that_shared(wave_id, by=by, on=timezone.localdate()), wave_id
    )


@shared_task(name="engagement.lend_hand")  # type: ignore[untyped-decorator]  # Celery publishes no types
def lend_hand(address: str, port: int) -> None:
    """Help another worker with its reduction; nothing to do where that one has finished."""
    hands.lend_hand(address, port)


def _invite(address: str, port: int, most: int) -> None:
    for _ in range(0 if settings.CELERY_TASK_ALWAYS_EAGER else min(most, MOST_HANDS)):
        lend_hand.apply_async((address, port), expires=3600)


@shared_task(name="engagement.reduce_signals", reject_on_worker_lost=True)  # type: ignore[untyped-decorator]  # Celery publishes no types
def reduce_signals(source: str, path: str, first_day: str, last_day: str, on: str | None = None) -> None:
    """Read calendars into released blocks, then look for findings; days are ISO, the last one is exclusive."""
    run = reduce_company(
        source=source,
        path=Path(path),
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day),
        on=_day(on),
        invite=_invite,
    )
    logger.info("reduced %s, run %s", source, run.pk)
    pipeline.block_reduced(run.pk, on=_day(on))


@shared_task(name="engagement.read_connections")  # type: ignore[untyped-decorator]  # Celery publishes no types
def read_connections() -> None:
    """Read the calendars of all connections when a block is complete; run hourly by beat."""
    run = read_servers(now=timezone.now())
    if run is not None:
        pipeline.block_reduced(run.pk, on=_day(None))


@shared_task(name="engagement.remind_of_steps")  # type: ignore[untyped-decorator]  # Celery publishes no types
def remind_of_steps() -> None:
    """Read the ledger through, say what comes, mail owners whose steps are due and managers whose turn has come; run daily by beat."""
    today = timezone.localdate()
    look_ahead(on=today)
    logger.info("reminded of %d plans, told of %d alerts", remind(on=today), len(tell(on=today)))
    pipeline.announce_news(on=today)


@shared_task(name="engagement.run_campaigns")  # type: ignore[untyped-decorator]  # Celery publishes no types
def run_campaigns() -> None:
    """Open the waves of campaigns that are due, invite and remind whom it is time for; run hourly by beat."""
    call_command("run_campaigns")


@shared_task(name="engagement.close_due_waves")  # type: ignore[untyped-decorator]  # Celery publishes no types
def close_due_waves() -> None:
    """Close and release every wave whose last day has passed, forget old raw answers; run daily by beat."""
    call_command("close_due_waves")


@shared_task(name="engagement.deliver_webhooks")  # type: ignore[untyped-decorator]  # Celery publishes no types
def deliver_webhooks() -> None:
    """Post what other programs are to be told of and have not taken yet; run every minute by beat."""
    deliver_due(now=timezone.now())
