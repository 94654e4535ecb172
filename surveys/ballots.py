"""Collecting a ballot with a link. That it was collected is kept, to the day; which ballot it was is not."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import connection, transaction

from surveys import ballot_tokens
from surveys.blind import cell_keys, rsabssa, tokens
from surveys.enums import WaveState
from surveys.exceptions import AlreadyCollectedError, InvalidBallotError, UnknownLinkError, WaveNotOpenError
from surveys.invitations import link_hash
from surveys.keys import ballot_key, cell_key_secret
from surveys.models import Cell, CellKey, Invitation, Nullifier, Wave
from surveys.shuffling import mark_among


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot: its token, and the cell and wave for which the token speaks."""

    token: str
    cell: Cell
    wave: Wave

    @property
    def digest(self) -> str:
        """Return what is kept of the ballot once it is used."""
        claim = tokens.read(self.token)
        return claim.nullifier if claim else ballot_tokens.nullifier(self.token)


def find_invitation(link_token: str) -> Invitation:
    """Return the invitation of a link; raise `UnknownLinkError` if there is none."""
    invitations = Invitation.objects.select_related("wave__questionnaire", "cell", "person")
    try:
        return invitations.get(token_hash=link_hash(link_token))
    except Invitation.DoesNotExist:
        raise UnknownLinkError from None


def check_open(wave: Wave, on: date) -> None:
    """Raise `WaveNotOpenError` unless ballots are given out on this day."""
    if wave.state != WaveState.OPEN or not wave.opens_on <= on <= wave.closes_on:
        raise WaveNotOpenError(wave)


def hold_open(wave: Wave) -> Wave:
    """Return a wave that cannot close before this transaction ends; raise `WaveNotOpenError` if it has.

    A key share on its row makes the close wait, which takes the whole row, and lets ballots of other groups go on
    beside this one. SQLite lets in one writer at a time in any case.
    """
    if connection.vendor == "postgresql":
        (held,) = Wave.objects.raw("SELECT * FROM surveys_wave WHERE id = %s FOR KEY SHARE", [wave.pk])
    else:
        held = Wave.objects.get(pk=wave.pk)
    if held.state != WaveState.OPEN:
        raise WaveNotOpenError(held)
    return held


@transaction.atomic
def issue(*, link_token: str, on: date) -> Ballot:
    """Mark the invitation as collected and return a fresh ballot of its cell; a second time is refused.

    The cell is locked meanwhile, so that of two requests with one link only one gets a ballot.
    """
    invitation = find_invitation(link_token)
    check_open(invitation.wave, on)
    hold_open(invitation.wave)
    Cell.objects.select_for_update(no_key=True).get(pk=invitation.cell_id)
    invitation.refresh_from_db(fields=["collected_on"])
    if invitation.collected_on:
        raise AlreadyCollectedError(invitation.wave_id)
    mark_among(Invitation.objects.filter(cell=invitation.cell_id), invitation, on)
    token = ballot_tokens.new_token(cell_id=invitation.cell_id, key=ballot_key(invitation.wave_id))
    return Ballot(token, invitation.cell, invitation.wave)


def _blind_signature(cell_id: int, wave: Wave, blinded: bytes) -> bytes:
    """Sign with the key of a cell, if it has one that was not destroyed."""
    key = CellKey.objects.filter(cell=cell_id).first()
    if key is None or not key.sealed:
        raise WaveNotOpenError(wave)
    return rsabssa.blind_sign(cell_keys.unseal(bytes(key.sealed), cell_key_secret(wave.pk)), blinded)


@transaction.atomic
def issue_blind(*, link_token: str, blinded: bytes, on: date) -> bytes:
    """Mark the invitation as collected and sign what its holder covered; the same again gets the same signature.

    What is kept for that is a hash of the covered message. It fits every ballot of the cell equally well: for each
    of them there is a factor that would have covered it so. Something else under the same link is refused.
    """
    invitation = find_invitation(link_token)
    check_open(invitation.wave, on)
    signature = _blind_signature(invitation.cell_id, invitation.wave, blinded)
    hold_open(invitation.wave)
    Cell.objects.select_for_update(no_key=True).get(pk=invitation.cell_id)
    invitation.refresh_from_db(fields=["collected_on", "blinded_hash"])
    covered = sha256(blinded).hexdigest()
    if invitation.collected_on and invitation.blinded_hash != covered:
        raise AlreadyCollectedError(invitation.wave_id)
    if not invitation.collected_on:
        mark_among(Invitation.objects.filter(cell=invitation.cell_id), invitation, on, blinded_hash=covered)
    return signature


def _read_blind(token: str, claim: tokens.BlindClaim) -> Ballot:
    try:
        key = CellKey.objects.select_related("cell__wave__questionnaire").get(pk=claim.cell_id)
    except (CellKey.DoesNotExist, OverflowError):
        raise InvalidBallotError from None
    rsabssa.verify(cell_keys.load_public(bytes(key.public)), claim.prepared, claim.signature)
    return Ballot(token, key.cell, key.cell.wave)


def read_ballot(token: str) -> Ballot:
    """Return the ballot of a token; raise `InvalidBallotError` if this site did not sign it."""
    if blind := tokens.read(token):
        return _read_blind(token, blind)
    claim = ballot_tokens.read_claim(token)
    try:
        cell = Cell.objects.select_related("wave__questionnaire").get(pk=claim.cell_id)
    except (Cell.DoesNotExist, OverflowError):
        raise InvalidBallotError from None
    ballot_tokens.verify(claim, key=ballot_key(cell.wave_id))
    return Ballot(token, cell, cell.wave)


def is_used(ballot: Ballot) -> bool:
    """Return whether the answers of a ballot are stored; nobody can tell any more once its wave has closed."""
    return Nullifier.objects.filter(digest=ballot.digest).exists()
