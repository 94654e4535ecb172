"""The report of one unit on paper: what the page shows, and the certificates behind it."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from django.template.loader import render_to_string

from engagement.dashboards.selectors_hr_wave import WavePage
from engagement.results.exceptions import PdfNotAvailableError
from privacy.selectors import released_cells


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate with how many released figures of the unit rest on it."""

    rule: str
    support: int
    digest: str
    policy: str
    figures: int


def certificates(page: WavePage) -> list[Certified]:
    """Return the certificates behind the figures of a page's node, by rule."""
    node = page.results.node if page.results else ""
    cells = released_cells(sources=[str(page.wave.pk)], units=[node])
    found: dict[tuple[str, int, str, str], int] = {}
    for proof in cells.values_list("certificate", flat=True):
        key = (
            str(proof.get("rule", "")), int(proof.get("minimum_support", 0)),
            str(proof.get("digest", "")), str(proof.get("policy", "")),
        )  # fmt: skip
        found[key] = found.get(key, 0) + 1
    return [Certified(*key, figures) for key, figures in sorted(found.items())]


def report_pdf(page: WavePage) -> bytes:
    """Return the report as PDF.

    Raises
    ------
    PdfNotAvailableError
        WeasyPrint, or the system library Pango that it needs, is not there; printing the page works without.
    """
    try:
        weasyprint = cast("Any", import_module("weasyprint"))
    except (ImportError, OSError) as error:
        raise PdfNotAvailableError from error
    html = render_to_string("results/report.html", {"page": page, "certificates": certificates(page)})
    return bytes(weasyprint.HTML(string=html, url_fetcher=_nothing_from_elsewhere).write_pdf())


def _nothing_from_elsewhere(url: str) -> dict[str, Any]:
    raise ValueError(url)
