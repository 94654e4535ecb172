"""Collecting a ballot with a link. That it was collected is kept, to the day; which ballot it was is not."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from surveys import ballot_tokens
from surveys.enums import WaveState
from surveys.exceptions import AlreadyCollectedError, InvalidBallotError, UnknownLinkError, WaveNotOpenError
from surveys.invitations import link_hash
from surveys.keys import ballot_key
from surveys.models import Cell, Invitation, Nullifier, Wave
from surveys.shuffling import mark_among


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot: its token, and the cell and wave for which the token speaks."""

    token: str
    cell: Cell
    wave: Wave


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


@transaction.atomic
def issue(*, link_token: str, on: date) -> Ballot:
    """Mark the invitation as collected and return a fresh ballot of its cell; a second time is refused.

    The cell is locked meanwhile, so that of two requests with one link only one gets a ballot.
    """
    invitation = find_invitation(link_token)
    check_open(invitation.wave, on)
    Cell.objects.select_for_update(no_key=True).get(pk=invitation.cell_id)
    invitation.refresh_from_db(fields=["collected_on"])
    if invitation.collected_on:
        raise AlreadyCollectedError(invitation.wave_id)
    mark_among(Invitation.objects.filter(cell=invitation.cell_id), invitation, on)
    token = ballot_tokens.new_token(cell_id=invitation.cell_id, key=ballot_key(invitation.wave_id))
    return Ballot(token, invitation.cell, invitation.wave)


def read_ballot(token: str) -> Ballot:
    """Return the ballot of a token; raise `InvalidBallotError` if this site did not sign it."""
    claim = ballot_tokens.read_claim(token)
    try:
        cell = Cell.objects.select_related("wave__questionnaire").get(pk=claim.cell_id)
    except (Cell.DoesNotExist, OverflowError):
        raise InvalidBallotError from None
    ballot_tokens.verify(claim, key=ballot_key(cell.wave_id))
    return Ballot(token, cell, cell.wave)


def is_used(ballot: Ballot) -> bool:
    """Return whether the answers of a ballot are stored; nobody can tell any more once its wave has closed."""
    return Nullifier.objects.filter(digest=ballot_tokens.nullifier(ballot.token)).exists()
