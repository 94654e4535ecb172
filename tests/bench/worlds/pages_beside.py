"""What stands beside surveys in the company of the page bench: findings, ties, a campaign, programs that are told."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from engagement.webhooks.models import Event, Webhook
from signals.models import Finding, Tie
from signals.selectors import released_blocks
from surveys.models import Campaign, CampaignWave, Questionnaire, Wave
from tests.factories.surveys import both

DETECTORS = ("meeting_marathon", "burnout", "overloaded_managers")
NOTICED, PROGRAMS = 60, 12


def rooms(tree: Mapping[str, str | None], asked: Questionnaire, waves: list[Wave], today: date) -> None:
    """Store findings and ties of the newest two blocks, a campaign with its waves, and webhooks."""
    rng, units = np.random.default_rng(2), list(tree)
    noticed = rng.choice(units, min(NOTICED, len(units) // 4), replace=False).tolist()
    for block in released_blocks()[-2:]:
        Finding.objects.bulk_create(
            Finding(unit=unit, block_start=block, detector=DETECTORS[n % 3], severity="watch", evidence=[])
            for n, unit in enumerate(noticed)
        )
        Tie.objects.bulk_create(_ties(tree, block, rng), batch_size=2000)
    campaign = Campaign.objects.create(
        questionnaire=asked, title=both("Pulse every eight weeks"), trigger=Campaign.Trigger.RECURRING,
        starts_on=waves[0].opens_on, every_days=56, open_days=9, most_items=12,
    )  # fmt: skip
    CampaignWave.objects.bulk_create(
        CampaignWave(wave=wave, campaign=campaign, number=number) for number, wave in enumerate(waves)
    )
    for number in range(PROGRAMS):
        hook = Webhook.objects.create(
            name=f"Program {number}", address="https://example.org/", secret=b"sealed"
        )
        hook.deliveries.create(
            event=Event.WAVE_RELEASED,
            subject=str(waves[-1].pk),
            announced_at=_noon(today),
            next_at=_noon(today),
        )


def _noon(day: date) -> str:
    return f"{day - timedelta(days=1)}T12:00:00Z"


def _ties(tree: Mapping[str, str | None], block: date, rng: np.random.Generator) -> list[Tie]:
    """Return a tie of each unit with the one above it, in a band."""
    found = []
    for unit, above in tree.items():
        if above is not None:
            first, other = sorted((unit, above))
            low = round(float(rng.gamma(1.5, 1.0)), 1)
            found.append(
                Tie(
                    unit=first,
                    other=other,
                    block_start=block,
                    band_low=low,
                    band_high=low + 0.5,
                    n_band="20-29",
                )
            )
    return found
