"""Chance that repeats: a generator of its own for every purpose, so that one part never shifts another."""

import zlib

import numpy as np


def chance(seed: int, *purpose: object) -> np.random.Generator:
    """Return the generator of a purpose; the same seed and purpose give the same draws on every machine."""
    words = "/".join(str(part) for part in purpose)
    return np.random.default_rng([seed, zlib.crc32(words.encode())])
