"""Keys of ballots."""

from uuid import UUID

import pytest
from django.test import override_settings

from surveys.keys import ballot_key

WAVE, OTHER = UUID(int=1), UUID(int=2)


def test_key_is_the_wave_s_own_and_the_same_every_time() -> None:
    assert ballot_key(WAVE) == ballot_key(WAVE) != ballot_key(OTHER)
    assert len(ballot_key(WAVE)) == 32


@pytest.mark.parametrize("secret", ["another secret of this site, long enough"])
def test_key_depends_on_the_secret_of_the_site(secret: str) -> None:
    before = ballot_key(WAVE)
    with override_settings(SECRET_KEY=secret):
        assert ballot_key(WAVE) != before
