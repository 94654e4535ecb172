"""The policy: the only place where a threshold of privacy is written.

Every number may be raised before launch and never lowered; there is no off switch. An unknown name or value refuses.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from privacy.exceptions import PolicyError

VERSION: Final = "1"
TIME_MODES: Final = ("standard", "strict")
SHORTEN_ONLY: Final = frozenset({"raw_days"})


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds in force; counts are people (or answers, which is the same: one person answers an item once).

    `k` answers to an item; `cell_roster` people in a ballot cell; a topic needs `topic_respondents` in the node,
    `topic_authors` on the topic and 0 or `topic_complement` who did not mention it. `verbatim` comments are off; when
    on they need `verbatim_respondents` and `verbatim_comments` in the node. A block of signals has `signals_people`
    active people (`signals_block_days` days, two blocks at least). Slices start at `slice_answers`; groups under
    `homogeneity` answers get bands; a second share and correlations need `large_group`. `time_mode` is standard or strict. Raw answers live `raw_days` after close.
    """

    k: int = 5
    cell_roster: int = 10
    topic_respondents: int = 10
    topic_authors: int = 5
    topic_complement: int = 5
    verbatim: bool = False
    verbatim_respondents: int = 25
    verbatim_comments: int = 10
    signals_people: int = 10
    signals_block_days: int = 28
    signals_blocks: int = 2
    slice_answers: int = 30
    homogeneity: int = 30
    large_group: int = 100
    time_mode: str = "standard"
    raw_days: int = 90

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            _check(field.name, getattr(self, field.name), field.default)

    def raised(self, **changes: Any) -> "Policy":
        """Return this policy with thresholds raised (`raw_days` shortened); refuse anything else.

        Parameters
        ----------
        **changes
            Name of a threshold -> new value, at least as protective as the present one.

        Raises
        ------
        PolicyError
            An unknown name, a value of the wrong kind, or a lower threshold.
        """
        known = {field.name for field in dataclasses.fields(self)}
        for name, value in changes.items():
            if name not in known:
                raise PolicyError(name, value, "a threshold of privacy/policy.py")
            _check(name, value, getattr(self, name))
        return dataclasses.replace(self, **changes)

    def as_json(self) -> dict[str, Any]:
        """Return the policy as it is frozen into a wave, with its version."""
        return {"version": VERSION, **dataclasses.asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Policy":
        """Read a frozen policy; refuse an unknown version or name, and values below the defaults."""
        values = dict(data)
        version = values.pop("version", None)
        if version != VERSION:
            raise PolicyError(name="version", value=version, expected=VERSION)
        return cls().raised(**values)


def _check(name: str, value: object, floor: Any) -> None:
    """Refuse a value that is of another kind than `floor` or less protective."""
    if expected := _expected(name, value, floor):
        raise PolicyError(name, value, expected)


def _expected(name: str, value: object, floor: Any) -> str:
    """Return what a refused value should have been; empty when it is acceptable."""
    if name == "time_mode":
        return "" if value in TIME_MODES else "standard or strict"
    if isinstance(floor, bool):
        return "" if isinstance(value, bool) else "true or false"
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        return "a whole number of at least 1"
    if name in SHORTEN_ONLY:
        return "" if value <= floor else f"at most {floor}"
    return "" if value >= floor else f"at least {floor}"


DEFAULT: Final = Policy()
