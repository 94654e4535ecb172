"""A unit that keeps to itself, and whose ties to others are few or have fallen."""

from signals.detectors.base import History
from signals.metrics import BASELINE_BLOCKS, TIES


class BlockedInnovation:
    """Contacts inside far outweigh those across, and ties are hardly any, or far below the unit's own past."""

    key = "blocked_innovation"
    evidence = ("ei_index", "external_ties")

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before; the past is what lies before both."""
        usual = history.baseline(TIES, unit, range(max(0, block - 1 - BASELINE_BLOCKS), block - 1))
        marks = history.marks
        return all(
            history.under("ei_index", unit, at, marks["blocked_ei"])
            and (
                history.under(TIES, unit, at, marks["blocked_ties"])
                or (usual is not None and history.under(TIES, unit, at, marks["blocked_drop"] * usual))
            )
            for at in (block - 1, block)
        )
