"""The kept vectors are those of the bank and the outlines as they stand; what they do not know is encoded."""

import numpy as np

from engagement.desk.bank_vectors import KeptEncoder, digest, kept, wordings
from engagement.desk.drafting import encoder
from nlp.encoders.registry import get_encoder

PLAIN = get_encoder("embedded")


def test_every_wording_is_kept() -> None:
    missing = [text for text in wordings() if digest(encoder().key, text) not in kept()]
    assert missing == []


def test_a_kept_vector_is_what_the_encoder_says() -> None:
    texts = wordings()[::60]
    assert np.abs(encoder().encode(texts) - PLAIN.encode(texts)).max() < 0.01


def test_a_new_wording_is_encoded_in_its_place() -> None:
    known = wordings()[0]
    found = KeptEncoder(PLAIN).encode(["Are the night buses on time?", known])
    assert found.shape == (2, 384)
    assert np.allclose(found[0], PLAIN.encode(["Are the night buses on time?"])[0])
    assert np.allclose(found[1], kept()[digest(PLAIN.key, known)])
    assert not np.allclose(found[0], found[1])


def test_no_text_is_no_row() -> None:
    assert encoder().encode([]).shape == (0, 384)


def test_another_encoder_does_not_share_vectors() -> None:
    assert digest("embedded", "x") != digest("other", "x")
