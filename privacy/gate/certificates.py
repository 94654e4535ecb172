"""Certificates: by which rule a cell left, how many people stand behind it, over which input."""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd


def certificate(*, rule: str, support: int, digest: str, policy_version: str) -> dict[str, Any]:
    """Return the certificate of a cell.

    Parameters
    ----------
    rule
        Name of the rule that let it out, e.g. "tree", "remainder", "slice".
    support
        A lower bound of the people behind any combination of released sums; never an exact count.
    digest
        Keyed hash over all inputs of the call, see `keyed_digest`.
    policy_version
        Version of `privacy.policy`.
    """
    return {"rule": rule, "minimum_support": support, "digest": digest, "policy": policy_version}


def keyed_digest(key: bytes, texts: Iterable[str], frames: Iterable[pd.DataFrame]) -> str:
    """Return an HMAC-SHA-256 over everything that went into the door, whatever the order of its rows.

    A bare hash of five answers can be found by trying them all; the key keeps it a commitment. Rows are hashed with a
    64-bit hash each and added modulo 2^64 per column set, so the digest needs no sorting.

    Parameters
    ----------
    key
        A secret of this site; never stored beside the digest.
    texts
        Plan, policy, names and tree, in a canonical order.
    frames
        Roster and answers; 0 rows are allowed.
    """
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for text in texts:
        mac.update(len(text).to_bytes(8, "big") + text.encode())
    for frame in frames:
        mac.update(_rows(frame, key))
    return mac.hexdigest()


def _rows(frame: pd.DataFrame, key: bytes) -> bytes:
    """Return two sums over keyed row hashes of a frame, and its length."""
    names = sorted(map(str, frame.columns))
    secret = hashlib.sha256(key + "\0".join(names).encode()).hexdigest()[:16]
    hashed = pd.util.hash_pandas_object(frame[names], index=False, hash_key=secret).to_numpy(np.uint64)
    mixed = hashed * np.uint64(0x9E3779B97F4A7C15) ^ (hashed >> np.uint64(29))
    sums = (hashed.sum(dtype=np.uint64), mixed.sum(dtype=np.uint64), np.uint64(len(frame)))
    return b"".join(int(number).to_bytes(8, "big") for number in sums)
