"""The kept vectors are those of the bank as it stands; what they do not know is encoded."""

import numpy as np

from engagement.desk.bank_vectors import digest, kept, vectors_of
from engagement.desk.drafting import encoder
from surveys.bank.loader import bank


def wordings() -> list[str]:
    return [text for item in bank().values() for text in item["text"].values()]


def test_every_wording_of_the_bank_is_kept() -> None:
    missing = [text for text in wordings() if digest(encoder().key, text) not in kept()]
    assert missing == []


def test_a_kept_vector_is_what_the_encoder_says() -> None:
    texts = wordings()[::60]
    assert np.abs(vectors_of(texts, encoder()) - encoder().encode(texts)).max() < 0.01


def test_a_new_wording_is_encoded_in_its_place() -> None:
    known = wordings()[0]
    found = vectors_of(["Are the night buses on time?", known], encoder())
    assert found.shape == (2, 384)
    assert np.allclose(found[1], kept()[digest(encoder().key, known)])
    assert not np.allclose(found[0], found[1])


def test_another_encoder_does_not_share_vectors() -> None:
    assert digest("embedded", "x") != digest("other", "x")
