import numpy as np
import pytest

from nlp.classifiers.protocol import ClauseInput
from nlp.classifiers.registry import CLASSIFIERS, get_classifier
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.exceptions import UnknownKeyError
from nlp.records import LABELS
from nlp.taxonomy import KEYS


@pytest.mark.parametrize("key", CLASSIFIERS)
def test_every_entry_judges_clauses_and_comments(key: str) -> None:
    classifier = get_classifier(key, "embedded")
    pieces = [ClauseInput("the pay is terrible", "en", 0), ClauseInput("同事很好", "zh", 1)]
    vectors = EmbeddedEncoder().encode([p.text for p in pieces]) if classifier.needs_vectors else None
    found = classifier.judge(pieces, vectors)
    odds = classifier.label_odds(pieces, vectors)
    assert classifier.key == key
    assert [LABELS[row.argmax()] for row in odds] == ["negative", "positive"]
    assert found.topics[0][KEYS.index("pay")] >= classifier.threshold("en")[KEYS.index("pay")]
    assert np.isfinite(odds).all()


def test_an_unknown_classifier_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        get_classifier("oracle", "embedded")
    assert caught.value.known == tuple(CLASSIFIERS)
