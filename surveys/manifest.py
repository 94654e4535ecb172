"""The public manifest of a wave: which groups there are, how large, with which key, under which policy.

Its bytes are the same for everybody, and so is their SHA-256, which stands in every invitation. A server that shows
one person a key of his or her own has to show a manifest of its own too, and that does not fit the invitation.
It says where ballots are handed in as well: an origin for one person alone would be a tag. The last day is not in it,
because that may move.
"""

import json
from hashlib import sha256
from typing import Any

from surveys.blind.cell_keys import fingerprint
from surveys.models import CellKey, Wave
from surveys.submitting import submit_origin

FORMAT = "telescope-manifest/1"


def manifest(wave: Wave) -> dict[str, Any]:
    """Return the manifest as values; a wave without keys of its own lists no cell."""
    keys = CellKey.objects.filter(cell__wave=wave).select_related("cell").order_by("cell__code")
    return {
        "format": FORMAT,
        "wave": str(wave.pk),
        "kind": wave.kind,
        "opens_on": wave.opens_on.isoformat(),
        "ballots": submit_origin(),
        "policy": wave.policy,
        "cells": [
            {
                "id": key.cell_id,
                "code": key.cell.code,
                "roster_size": key.cell.roster_size,
                "fingerprint": fingerprint(bytes(key.public)),
            }
            for key in keys
        ],
    }


def manifest_bytes(wave: Wave) -> bytes:
    """Return the manifest as it is published, the same bytes every time."""
    return json.dumps(manifest(wave), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def manifest_fingerprint(wave: Wave) -> str:
    """Return SHA-256 of the published manifest, in hex."""
    return sha256(manifest_bytes(wave)).hexdigest()
