"""How many were asked, where a file says so: those who did not answer belong to the roster too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from surveys.imports.exceptions import ResultsFileError
from surveys.imports.mapping import FileFormat
from surveys.imports.rows import Response
from surveys.imports.table import read_table

COLUMNS = {"wave", "unit", "size"}

Silent = Mapping[str, Mapping[str, int]]
"""Wave name -> unit code -> how many people were asked and did not answer."""


def read_silent(path: Path, answered: Mapping[str, Sequence[Response]]) -> Silent:
    """Read a roster file, `wave,unit,size`, and return who is on it beside those who answered.

    Names of waves and codes of units are those that the import prints. A wave or unit without an answer is an error,
    because nothing says where it stands; so are a repeated unit and a roster smaller than the number of answers.
    """
    found: dict[str, Counter[str]] = {}
    for row in read_table(path, FileFormat(), COLUMNS).rows:
        wave, unit, size = row.values["wave"], row.values["unit"], row.values["size"]
        answers = sum(response.path[-1].code == unit for response in answered.get(wave, ()))
        if not answers:
            raise ResultsFileError(path, "a wave and a unit from which answers were taken", row.line, "unit")
        if unit in found.get(wave, ()):
            raise ResultsFileError(path, "every unit once in a wave", row.line, "unit")
        if not (size.isascii() and size.isdigit()) or int(size) < answers:
            raise ResultsFileError(path, f"a number of people, {answers} at least", row.line, "size")
        found.setdefault(wave, Counter())[unit] = int(size) - answers
    return found
