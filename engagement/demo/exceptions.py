"""What can go wrong with the demo, said in one sentence each."""

from dataclasses import dataclass


class DemoError(Exception):
    """Base of this app's errors; permanent: the same command fails again."""


@dataclass
class ForeignDataError(DemoError):
    """The database, or a folder, holds something that the demo did not make."""

    place: str

    def __str__(self) -> str:
        return f"{self.place} holds something that the demo did not make: nothing was changed; name an empty one."


@dataclass
class OtherRunError(DemoError):
    """The database holds a demo of other settings."""

    there: str
    asked: str

    def __str__(self) -> str:
        return f"this database holds the demo of {self.there}, not of {self.asked}: use an empty database for another one."


@dataclass
class WorkerError(DemoError):
    """A worker was asked to do something and did not."""

    task: str
    seconds: int

    def __str__(self) -> str:
        return (
            f"no worker finished {self.task} within {self.seconds} seconds: start one with "
            "`celery -A engagement worker` and run the same command again, it goes on from there."
        )
