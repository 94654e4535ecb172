"""The detectors by name."""

from signals.detectors.base import Detector
from signals.detectors.blocked_innovation import BlockedInnovation
from signals.detectors.burnout import Burnout
from signals.detectors.focus_collapse import FocusCollapse
from signals.detectors.load_change import LoadChange
from signals.detectors.meeting_marathon import MeetingMarathon
from signals.detectors.overloaded_managers import OverloadedManagers
from signals.exceptions import UnknownDetectorError

_ALL: tuple[Detector, ...] = (MeetingMarathon(), Burnout(), OverloadedManagers(), BlockedInnovation())
# What a stretch of blocks says by itself, and what needs a unit's own released past besides.
DETECTORS: dict[str, Detector] = {detector.key: detector for detector in _ALL}
OWN_PAST: dict[str, Detector] = {detector.key: detector for detector in (LoadChange(), FocusCollapse())}
EVERY = DETECTORS | OWN_PAST


def get_detector(key: str) -> Detector:
    """Return a detector by its name, or raise `UnknownDetectorError`."""
    try:
        return EVERY[key]
    except KeyError:
        raise UnknownDetectorError(key) from None
