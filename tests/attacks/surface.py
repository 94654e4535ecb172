"""Everything a browser or a program can be sent: every address of the site, visited by everybody who may sign in."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

HIDDEN = re.compile(
    r"<(svg|style)\b.*?</\1>|<script\b(?![^>]*json)[^>]*>.*?</script>|<(link|meta)\b[^>]*>", re.DOTALL
)
CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
MOST = 40
PDF_READER = shutil.which("pdftotext")


@dataclass(frozen=True)
class Route:
    """One address with its placeholders, as `{name}`."""

    name: str
    pattern: str
    placeholders: tuple[str, ...]

    def addresses(self, candidates: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the addresses to try: every combination of candidates, the first few where there are many."""
        choices = [candidates.get(name, candidates[""]) for name in self.placeholders]
        for values in islice(product(*choices), MOST):
            yield self.pattern.format(**dict(zip(self.placeholders, values, strict=True)))


@dataclass(frozen=True)
class Page:
    """What came back: who asked for what, and what a reader or program could see of it."""

    role: str
    route: str
    address: str
    status: int
    text: str


def routes(patterns: Sequence[URLPattern | URLResolver] | None = None, prefix: str = "/") -> Iterator[Route]:
    """Yield every address that the site knows, by walking its patterns."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            names = tuple(re.findall(r"{(\w+)}", here))
            yield Route(pattern.name or here, here, names)


def _plain(pattern: str) -> str:
    """Return a path or a regular expression of Django with `{name}` for its placeholders."""
    named = NAMED.sub(r"{\1}", CONVERTED.sub(r"{\1}", pattern) if "(?P" not in pattern else pattern)
    return named.replace("\\.", ".").removeprefix("^").removesuffix("$").replace("/?", "/")


def visit(
    client: Client, role: str, candidates: Mapping[str, Sequence[str]], *, skip: Sequence[str]
) -> Iterator[Page]:
    """Ask for every address with GET; what changes something answers that it wants a POST."""
    for route in routes():
        if route.name in skip:
            continue
        for address in route.addresses(candidates):
            response = client.get(address)
            status, body = _body(response)
            yield Page(role, route.name, address, status, seen(body))


def _body(response: Any) -> tuple[int, str]:
    """Return status and text; a stream that is refused on its way counts as refused."""
    sent: list[bytes] = []
    try:
        sent.extend(response.streaming_content if response.streaming else [response.content])
    except PermissionDenied:
        return 403, readable(b"".join(sent))
    return response.status_code, readable(b"".join(sent))


def readable(body: bytes) -> str:
    """Return the text of a body; of a workbook or an archive, the text of everything inside; of a PDF, its words.

    A PDF is read by `pdftotext`; where that is missing its packed bytes are returned, in which nothing is found.
    """
    if body.startswith(b"%PDF") and PDF_READER:
        return subprocess.run(
            [PDF_READER, "-", "-"], input=body, capture_output=True, check=True
        ).stdout.decode()
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(readable(archive.read(name)) for name in archive.namelist())


def seen(body: str) -> str:
    """Return what can be read in a page: text, attributes and data, without pictures, style and code."""
    return HIDDEN.sub(" ", body)


def objects(page: Page) -> Iterator[dict[str, Any]]:
    """Yield every object in a page that is JSON."""
    try:
        waiting = [json.loads(page.text)]
    except ValueError:
        return
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield found
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found
