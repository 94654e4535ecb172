"""Wordings of the bank in every language: they were tested with people and are not to be reworded."""

from functools import cache

from surveys.bank.loader import bank


@cache
def validated_wordings() -> frozenset[str]:
    """Return every text of the bank."""
    return frozenset(text for item in bank().values() for text in item["text"].values())
