"""Ballots that the server signs without seeing them, from the link to the close."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.ballots import issue_blind, read_ballot
from surveys.blind import cell_keys, rsabssa, tokens
from surveys.exceptions import AlreadyCollectedError, InvalidBallotError, WaveNotOpenError
from surveys.intake import submit
from surveys.invitations import invite, link_hash
from surveys.manifest import manifest, manifest_fingerprint
from surveys.models import CellKey, Invitation, Nullifier, Wave
from surveys.models.answers import Answer
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave() -> Wave:
    make.company({"A": 12, "B": 12})
    today = timezone.localdate()
    return make.wave(opens_on=today, closes_on=today + timedelta(days=3))


def collect(invitation: Invitation, link: str) -> str:
    """What a browser does: make, cover, have signed, uncover."""
    public = cell_keys.load_public(bytes(CellKey.objects.get(cell=invitation.cell_id).public))
    prepared = rsabssa.prepare(tokens.new_message(invitation.cell_id))
    blinded = rsabssa.blind(public, prepared)
    signed = issue_blind(link_token=link, blinded=blinded.message, on=timezone.localdate())
    return tokens.write(prepared, rsabssa.finalize(public, prepared, signed, blinded.inverse))


def test_every_cell_has_a_key_of_its_own_in_the_manifest(wave: Wave) -> None:
    cells = manifest(wave)["cells"]

    assert [cell["roster_size"] for cell in cells] == [12, 12]
    assert len({cell["fingerprint"] for cell in cells}) == 2
    assert manifest_fingerprint(wave) == manifest_fingerprint(Wave.objects.get(pk=wave.pk))


def test_private_key_is_sealed_and_destroyed_at_close(wave: Wave) -> None:
    sealed = bytes(CellKey.objects.filter(cell__wave=wave)[0].sealed)
    invitation, link = invite(wave=wave)[0]
    collect(invitation, link)
    before = manifest_fingerprint(wave)
    close_wave(wave=wave, on=wave.closes_on, actor="HR Ann")

    assert sealed.startswith(b"gAAAA")
    assert {bytes(key.sealed) for key in CellKey.objects.all()} == {b""}
    assert set(Invitation.objects.values_list("blinded_hash", flat=True)) == {""}
    assert manifest_fingerprint(wave) == before
    with pytest.raises(WaveNotOpenError):
        collect(*invite_again(wave))


def invite_again(wave: Wave) -> tuple[Invitation, str]:
    """An invitation of a closed wave, under a known link."""
    invitation = Invitation.objects.filter(wave=wave, collected_on=None)[0]
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=link_hash("x"))
    return invitation, "x"


def test_blind_ballot_is_stored_once(wave: Wave) -> None:
    token = collect(*invite(wave=wave)[0])
    first = submit(ballot_token=token, answers={"q1": 4})
    again = submit(ballot_token=token, answers={"q1": 1})

    assert (first.stored_before, again.stored_before) == (False, True)
    assert Answer.objects.get().values == {"q1": 4}
    assert Nullifier.objects.count() == 1


def test_same_covered_message_is_signed_again_and_another_is_refused(wave: Wave) -> None:
    invitation, link = invite(wave=wave)[0]
    public = cell_keys.load_public(bytes(CellKey.objects.get(cell=invitation.cell_id).public))
    day = timezone.localdate()
    covered = [
        rsabssa.blind(public, rsabssa.prepare(tokens.new_message(invitation.cell_id))) for _ in range(2)
    ]
    first = issue_blind(link_token=link, blinded=covered[0].message, on=day)

    assert issue_blind(link_token=link, blinded=covered[0].message, on=day) == first
    with pytest.raises(AlreadyCollectedError):
        issue_blind(link_token=link, blinded=covered[1].message, on=day)


def test_wrong_key_and_forged_tokens_are_refused(wave: Wave) -> None:
    token = collect(*invite(wave=wave)[0])
    claim = tokens.read(token)
    assert claim is not None
    other = next(cell for cell in wave.cells.all() if cell.pk != claim.cell_id)
    moved = claim.prepared[:32] + other.pk.to_bytes(8, "big") + claim.prepared[40:]
    forged = [
        tokens.write(moved, claim.signature),
        tokens.write(claim.prepared, bytes(256)),
        tokens.write(claim.prepared, claim.signature[:-1]),
        tokens.write(claim.prepared[:32] + b"\xff" * 8 + claim.prepared[40:], claim.signature),
    ]

    assert read_ballot(token).cell.pk == claim.cell_id
    for one in forged:
        with pytest.raises(InvalidBallotError):
            submit(ballot_token=one, answers={"q1": 4})
    assert not Answer.objects.exists()


def test_link_and_answers_have_nothing_in_common(wave: Wave) -> None:
    invitation, link = invite(wave=wave)[0]
    token = collect(invitation, link)
    submit(ballot_token=token, answers={"q1": 4})
    invitation.refresh_from_db()

    assert invitation.blinded_hash not in {*Nullifier.objects.values_list("digest", flat=True), token}


@pytest.mark.parametrize("blinded", ["", "x", "AAAA", "é"])
def test_nonsense_is_not_signed_and_marks_nothing(client: Client, wave: Wave, blinded: str) -> None:
    invitation, link = invite(wave=wave)[0]
    response = client.post(reverse("surveys:issue", args=[link]), {"blinded": blinded})

    invitation.refresh_from_db()
    assert (response.status_code, invitation.collected_on) == (409, None)


def test_manifest_is_public_and_the_same_bytes_each_time(client: Client, wave: Wave) -> None:
    address = reverse("surveys:manifest", args=[wave.pk])
    assert client.get(address).content == client.get(address).content
    assert client.get(address).json()["policy"] == wave.policy
