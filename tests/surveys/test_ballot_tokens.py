"""The token: what it says, and that nobody else can make one."""

import pytest

from surveys.ballot_tokens import new_token, nullifier, read_claim, verify
from surveys.exceptions import InvalidBallotError

KEY, OTHER = b"k" * 32, b"o" * 32


def test_own_token_is_accepted_and_says_its_cell() -> None:
    claim = read_claim(new_token(cell_id=513, key=KEY))
    verify(claim, key=KEY)

    assert claim.cell_id == 513


def test_token_of_another_wave_is_refused() -> None:
    with pytest.raises(InvalidBallotError):
        verify(read_claim(new_token(cell_id=1, key=OTHER)), key=KEY)


def test_every_changed_character_is_refused() -> None:
    token = new_token(cell_id=1, key=KEY)
    for place, character in enumerate(token):
        changed = token[:place] + ("A" if character != "A" else "B") + token[place + 1 :]
        with pytest.raises(InvalidBallotError):
            verify(read_claim(changed), key=KEY)


@pytest.mark.parametrize(
    "token", ["", "A", "A" * 74, "A" * 76, "!" * 75, "é" * 75, "=" * 75, "A" * 75 + "\n"]
)
def test_malformed_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidBallotError):
        verify(read_claim(token), key=KEY)


def test_one_ballot_has_one_spelling() -> None:
    token = new_token(cell_id=1, key=KEY)
    for spelling in (token + "=", token + "==", " " + token, token + "A"):
        with pytest.raises(InvalidBallotError):
            verify(read_claim(spelling), key=KEY)


def test_tokens_are_fresh_and_fit_an_address() -> None:
    tokens = {new_token(cell_id=1, key=KEY) for _ in range(100)}

    assert len(tokens) == len({nullifier(token) for token in tokens}) == 100
    assert all(token.replace("-", "a").replace("_", "a").isalnum() for token in tokens)
