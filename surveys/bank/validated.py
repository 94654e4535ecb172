"""Wordings of the bank in every language: they were tested with people and are not to be reworded."""

from functools import cache

from nlp.linting.registry import known_as
from surveys.bank.loader import bank


@cache
def validated_wordings() -> frozenset[str]:
    """Return every text of the bank as the linter knows it again, made once."""
    return frozenset(known_as(text) for item in bank().values() for text in item["text"].values())
