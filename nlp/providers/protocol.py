"""What every provider can do: one request, one reply."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked. `schema` is the JSON schema that the reply must follow; None for plain text."""

    system: str
    prompt: str
    schema: Mapping[str, Any] | None = None
    temperature: float = 0.2
    max_tokens: int = 1500


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, its decoded form where a schema was asked for, and the model's name."""

    text: str
    data: Any
    model: str


class Provider(Protocol):
    """Answers requests. `available` is False for the provider that stands for "no model"."""

    key: str
    available: bool

    def complete(self, request: Request) -> Reply:
        """Return the reply or raise `RemoteError`; bounded in time and number of attempts."""
        ...

    def stream(self, request: Request) -> Generator[str, None, Reply]:
        """Yield what was written so far, from its beginning, now and then; return what `complete` returns.

        So far may become shorter again, where an attempt broke off and another begins.
        """
        ...


def outcome(steps: Generator[str, None, Outcome]) -> Outcome:
    """Return what a generator returns at its end; nobody reads along."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Outcome = end.value
            return found
