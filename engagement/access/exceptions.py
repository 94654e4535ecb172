"""What can be wrong with giving or taking a role."""

from dataclasses import dataclass


@dataclass
class RoleError(Exception):
    """A role that cannot be given or taken: which entry, and what was expected."""

    entry: str
    expected: str

    def __str__(self) -> str:
        return f"{self.entry}: expected {self.expected}; nothing was changed."
