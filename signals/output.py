"""Files that are there whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from privacy.exceptions import InputError


def write_lines(path: Path, lines: Iterable[Mapping[str, object]]) -> None:
    """Write JSON, a line each, to a file beside the target and put it in place at once."""
    _write(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def write_json(path: Path, content: object) -> None:
    """Write one JSON document the same way."""
    _write(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _write(path: Path, text: str) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(path, None, None, f"a place to write to ({error.strerror})") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(path, None, None, f"a file that can be replaced ({error.strerror})") from None
