"""Blind signatures for ballots: the scheme, and the keys of a wave."""
