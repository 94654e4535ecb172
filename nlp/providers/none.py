"""No model. Whoever asks gets an error that says so; callers look at `available` and use what needs no model."""

from typing import NoReturn

from nlp.exceptions import RemoteError
from nlp.providers.protocol import Request


class NoProvider:
    """Stands for a site without a language model."""

    key = "none"
    available = False

    def complete(self, request: Request) -> NoReturn:  # the Protocol's
        """Raise `RemoteError`: there is nobody to ask."""
        raise RemoteError(self.key, "no language model is set up", retryable=False)

    def stream(self, request: Request) -> NoReturn:
        """Raise `RemoteError`: there is nobody to ask."""
        self.complete(request)
