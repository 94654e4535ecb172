"""What can go wrong with a directory, said in one sentence each."""

from dataclasses import dataclass


class PeopleError(Exception):
    """Base of this app's errors; permanent: the same input fails again."""


@dataclass
class DirectoryFileError(PeopleError):
    """A file that cannot be taken: where it is wrong and what was expected."""

    path: str
    line: int
    column: str
    expected: str

    def __str__(self) -> str:
        where = f", column {self.column}" if self.column else ""
        return f"{self.path}, line {self.line}{where}: {self.expected}."


@dataclass
class TooManyLeaversError(PeopleError):
    """An import would deactivate so many people that a wrong file is likelier than the truth."""

    deactivated: int
    active: int
    limit: float

    def __str__(self) -> str:
        return (
            f"{self.deactivated} of {self.active} active people are missing from the file, more than "
            f"{self.limit:.0%}: nothing was changed; check that the file is complete."
        )


@dataclass
class ResourceError(PeopleError):
    """A person of an identity provider that cannot be taken: which attribute, and what was expected."""

    attribute: str
    expected: str

    def __str__(self) -> str:
        return f"{self.attribute}: expected {self.expected}; nothing was changed."


@dataclass
class KnownPersonError(PeopleError):
    """A person with this code or address is there already."""

    attribute: str

    def __str__(self) -> str:
        return f"{self.attribute}: somebody in the directory has it already; nothing was changed."


@dataclass
class TooManyInADayError(PeopleError):
    """So many people would leave on one day that a broken provisioning service is likelier than the truth."""

    left: int
    active: int
    limit: float

    def __str__(self) -> str:
        return (
            f"{self.left} of {self.active} people were switched off today, more than {self.limit:.0%}: nothing was "
            "changed; check the provisioning service, and import the directory with import_people if this is right."
        )
