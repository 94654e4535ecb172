import numpy as np

from nlp.encoders.embedded import DIMENSIONS, EmbeddedEncoder


def test_rows_have_length_one_and_keep_their_order() -> None:
    encoder = EmbeddedEncoder()
    texts = ["the pay is low", "工资太低", "my team is kind"]
    together = encoder.encode(texts)
    assert together.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-4)


def test_a_text_is_nearer_to_its_translation_than_to_another_topic() -> None:
    pay, lohn, team = EmbeddedEncoder().encode(
        ["the salary is too low", "工资太低了", "the colleagues are friendly"]
    )
    assert pay @ lohn > pay @ team


def test_no_text_and_odd_text() -> None:
    encoder = EmbeddedEncoder()
    assert encoder.encode([]).shape == (0, DIMENSIONS)
    assert np.isfinite(encoder.encode(["", "\x00", "\ud800", "🙂", "a" * 5000])).all()
