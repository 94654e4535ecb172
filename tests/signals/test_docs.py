"""The documentation names every source, reason, detector and option."""

from pathlib import Path

import pytest

from signals.detectors.registry import DETECTORS
from signals.enums import Reason, Severity, Source

TEXT = (Path(__file__).parents[2] / "docs" / "signals.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [*Source, *Reason, *Severity, *DETECTORS, "--parse-only", "--report", "list_metrics"]
)
def test_the_documentation_names(name: str) -> None:
    assert any(name in code.split() for code in TEXT.split("`")[1::2])
