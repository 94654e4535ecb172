"""Every figure that somebody can take home, as the attacker's lines: pages, CSV, XLSX, PDF, the archive, the API."""

import csv
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.test import Client
from lxml import html  # type: ignore[import-untyped]  # publishes no types
from openpyxl import load_workbook

from tests.attacks.released import Line

PERCENT = re.compile(r"(\d+)(?:–(\d+))?%")
PDF_ROW = re.compile(r"^\s*(?P<text>\S.*?)\s{2,}(?P<share>[\d–]+%|–)\s.*?(?P<band>\d+(?:-\d+|\+)|–)\s*$")
LINE = re.compile(r"^\s*(?P<label>\S.*?)(?P<figures>(?:\s{2,}(?:[\d–]+%|–))+)\s*$")


@dataclass(frozen=True)
class Names:
    """How pages call things: a group's name -> the units it covers, a question's or construct's -> its item."""

    groups: Mapping[str, frozenset[str]]
    items: Mapping[str, str]

    def line(
        self, wave: str, item: str, group: str, share: str, mean: str = "–", band: str = ""
    ) -> Line | None:
        """Return a figure as a line; None where no number is shown, or it is about something else."""
        found = PERCENT.search(share)
        if item not in self.items or group not in self.groups or not found:
            return None
        low, high = int(found[1]), int(found[2] or found[1])
        return Line(wave, self.items[item], self.groups[group], "", frozenset(), band,
                    float(mean) if mean not in ("–", "") else None, low, high, low != high, "")  # fmt: skip


def kept(lines: Iterable[Line | None]) -> list[Line]:
    """Return the lines that are there."""
    return [line for line in lines if line is not None]


def of_page(body: bytes, wave: str, names: Names) -> list[Line]:
    """Return the figures in the tables of a page of results."""
    page = html.fromstring(body)
    found: list[Line | None] = []
    shown = [_text(cell) for cell in page.xpath("//nav[@class='crumbs']//li")]
    here, above = shown[-1], shown[-2] if len(shown) > 1 else ""
    for table in page.xpath("//table"):
        heads = [_text(cell) for cell in table.xpath("./thead//th")]
        for row in table.xpath("./tbody/tr"):
            cells = [_text(cell) for cell in row.xpath("./th|./td")]
            if heads[0] == "Unit":
                found += [names.line(wave, head, cells[0], cell, band=cells[1])
                          for head, cell in zip(heads[2:], cells[2:], strict=True)]  # fmt: skip
            elif heads[0] == "Question" and len(cells) == len(heads):
                item = _text(row.xpath("./th/text()")[0])
                found += [names.line(wave, item, here, cells[1], cells[5], cells[7]),
                          names.line(wave, item, above, cells[4])]  # fmt: skip
    return kept(found)


def _text(node: object) -> str:
    text = node if isinstance(node, str) else node.text_content()  # type: ignore[attr-defined]  # an element of lxml
    return " ".join(text.split())


def of_rows(rows: Iterable[Mapping[str, object]], waves: Mapping[str, str] | str) -> list[Line]:
    """Return the figures of rows of a file; of an archive's table the wave is given."""
    found = []
    for row in rows:
        covers = str(row["covers"] or "")
        units = json.loads(covers) if covers.startswith("[") else covers.split()
        found.append(_line(row, frozenset(units), waves if isinstance(waves, str) else ""))
    return found


def _line(row: Mapping[str, object], units: frozenset[str], wave: str) -> Line:
    def number(name: str) -> float | None:
        return float(str(row[name])) if row[name] not in (None, "") else None

    low, high = number("favourable_low"), number("favourable_high")
    return Line(
        wave, str(row["item"]), units, str(row["slice_attribute"] or ""), frozenset(), str(row["n_band"]), number("mean"),
        None if low is None else int(low), None if high is None else int(high), row["precision"] != "full", "",
    )  # fmt: skip


def of_csv(body: bytes, wave: str) -> list[Line]:
    """Return the figures of a CSV file of released cells."""
    return of_rows(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))), wave)


def of_xlsx(body: bytes, wave: str) -> list[Line]:
    """Return the figures of a workbook."""
    rows = iter(load_workbook(io.BytesIO(body), read_only=True)["cells"].values)
    heads = [str(head) for head in next(rows)]
    return of_rows((dict(zip(heads, row, strict=True)) for row in rows), wave)


def of_archive(body: bytes) -> list[Line]:
    """Return the figures of waves in the archive of everything."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        index = csv.DictReader(io.StringIO(archive.read("tables.csv").decode()))
        tables = [(one["file"], one["source"]) for one in index if one["kind"] == "wave"]
        return [line for file, source in tables for line in of_csv(archive.read(file), source)]


def of_pdf(body: bytes, wave: str, group: str, names: Names) -> list[Line]:
    """Return the figures of a printed report: questions of the group, then themes of the units below."""
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True
    ).stdout
    found: list[Line | None] = []
    constructs = [name for name in names.items if not name.startswith("Text of ")]
    for row in text.decode().splitlines():
        if (one := PDF_ROW.match(row)) and one["text"] in names.items:
            found.append(names.line(wave, one["text"], group, one["share"], band=one["band"].strip("–")))
        elif (one := LINE.match(row)) and one["label"] in names.groups:
            shares = one["figures"].split()
            found += [names.line(wave, item, one["label"], share)
                      for item, share in zip(constructs, shares, strict=False)]  # fmt: skip
    return kept(found)


def of_api(client: Client) -> list[Line]:
    """Return every figure of waves that the API hands out, page by page."""
    found: list[Line] = []
    address: str | None = "/api/cells/?kind=wave&limit=200"
    while address:
        answer = client.get(address).json()
        found += [_line(row, frozenset(row["covers"]), row["table_source"]) for row in answer["results"]]
        address = answer["next"]
    return found


def without_repeats(lines: Iterable[Line]) -> list[Line]:
    """Return each different figure once; the attack is over all surfaces together."""
    return list(dict.fromkeys(lines))


def groups_of(tree: Mapping[str, str | None], labels: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return name of a unit -> the leaf units below it, as everybody in the company knows them."""

    def leaves(unit: str) -> Sequence[str]:
        below = [code for code, above in tree.items() if above == unit]
        return [leaf for code in below for leaf in leaves(code)] or [unit]

    return {labels[unit]: frozenset(leaves(unit)) for unit in tree}


def streamed(client: Client, address: str) -> bytes:
    """Return a body, of a stream all of it."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    pieces: Iterator[bytes] = iter(response.streaming_content if response.streaming else [response.content])  # type: ignore[attr-defined]  # streams only
    return b"".join(pieces)
