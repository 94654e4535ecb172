"""Running every detector on every unit and block."""

from collections.abc import Mapping, Sequence
from datetime import date

from signals.detectors.base import Detector, Evidence, Finding, History
from signals.detectors.registry import DETECTORS
from signals.enums import Severity
from signals.reduce.cells import Cell


def find(
    history: History,
    starts: Sequence[date],
    cells: Sequence[Cell],
    detectors: Mapping[str, Detector] = DETECTORS,
) -> list[Finding]:
    """Return the findings, by block, unit and detector.

    Parameters
    ----------
    starts
        First day of each block of `history`.
    cells
        Released cells of all blocks; the only thing that evidence quotes.
    """
    quoted = {(cell.unit, cell.metric, cell.block_start): cell for cell in cells}
    found = []
    for block in range(1, history.blocks):
        for unit in sorted(history.units):
            for detector in detectors.values():
                if detector.fires(history, unit, block):
                    found.append(_finding(detector, history, unit, block, starts, quoted))
    return found


def _finding(
    detector: Detector, history: History, unit: str, block: int, starts: Sequence[date], quoted: Evidence
) -> Finding:
    # A finding in the block before means that this is the third block in a row, or a later one.
    is_third = block > 1 and detector.fires(history, unit, block - 1)
    evidence = tuple(
        cell
        for at in (block - 1, block)
        for metric in detector.evidence
        if (cell := quoted.get((unit, metric, starts[at]))) is not None
    )
    severity = Severity.HIGH if is_third else Severity.WATCH
    return Finding(unit, starts[block], detector.key, severity, evidence)
