"""Tokens with which a program reads what its owner may read."""
