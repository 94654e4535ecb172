"""The detectors by name."""

from signals.detectors.base import Detector
from signals.detectors.blocked_innovation import BlockedInnovation
from signals.detectors.burnout import Burnout
from signals.detectors.meeting_marathon import MeetingMarathon
from signals.detectors.overloaded_managers import OverloadedManagers
from signals.exceptions import UnknownDetectorError

_ALL: tuple[Detector, ...] = (MeetingMarathon(), Burnout(), OverloadedManagers(), BlockedInnovation())
DETECTORS: dict[str, Detector] = {detector.key: detector for detector in _ALL}


def get_detector(key: str) -> Detector:
    """Return a detector by its name, or raise `UnknownDetectorError`."""
    try:
        return DETECTORS[key]
    except KeyError:
        raise UnknownDetectorError(key) from None
