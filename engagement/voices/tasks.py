"""What a worker does after a wave was released: the close itself waits for no model."""

from celery import shared_task
from django.db import transaction

from engagement.desk.provider import is_provider_set
from engagement.voices.telling import tell_in_words
from people.selectors import roster_names
from surveys.models import Wave


@shared_task(name="engagement.tell_wave")  # type: ignore[untyped-decorator]  # Celery publishes no types
def tell_wave(wave_id: str) -> None:
    """Have a model name and sum up what the comments of a released wave say; what is there already is not asked for again."""
    tell_in_words(Wave.objects.get(pk=wave_id), names=roster_names())


def tell_later(wave: Wave) -> None:
    """Hand a released wave to a worker; without a model nobody is called.

    A queue that cannot be reached is logged: the release stands, and what code writes is there.
    """
    if is_provider_set():
        transaction.on_commit(lambda: tell_wave.apply_async((str(wave.pk),), retry=False), robust=True)
