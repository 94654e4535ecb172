"""The classifiers by key."""

from collections.abc import Callable, Mapping

from nlp.classifiers.heads import load_heads
from nlp.classifiers.lexical import LexicalClassifier
from nlp.classifiers.protocol import Classifier
from nlp.exceptions import UnknownKeyError

CLASSIFIERS: Mapping[str, Callable[[str], Classifier]] = {
    "heads": load_heads,
    "lexical": lambda _encoder: LexicalClassifier(),
}


def get_classifier(key: str, encoder: str) -> Classifier:
    """Return a classifier for an encoder's vectors; an unknown key raises `UnknownKeyError`."""
    if key not in CLASSIFIERS:
        raise UnknownKeyError(registry="classifier", key=key, known=tuple(CLASSIFIERS))
    return CLASSIFIERS[key](encoder)
