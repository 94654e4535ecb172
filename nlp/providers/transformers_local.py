"""A generating model of the `transformers` library, by name or path, on this machine: nothing leaves it."""

import importlib
from collections.abc import Generator
from typing import Any

from nlp.exceptions import MissingPackageError, ReplyFormError
from nlp.providers.protocol import Reply, Request
from nlp.providers.reply_text import decode


class TransformersProvider:
    """Loads the model on the first request and keeps it."""

    key = "transformers"
    available = True

    def __init__(self, model: str, *, timeout: float = 120.0) -> None:
        self.model, self.timeout = model, timeout
        self._pipeline: Any = None

    def _generate(self, request: Request) -> str:
        if self._pipeline is None:
            for package in ("torch", "transformers"):
                try:
                    importlib.import_module(package)
                except ImportError as error:
                    raise MissingPackageError(package, "a local language model") from error
            self._pipeline = importlib.import_module("transformers").pipeline(
                "text-generation", model=self.model
            )
        messages = [
            {"role": "system", "content": request.system},
            {"role": "user", "content": request.prompt},
        ]
        prompt: Any = (
            messages if self._pipeline.tokenizer.chat_template else f"{request.system}\n\n{request.prompt}\n"
        )
        made = self._pipeline(
            prompt,
            max_new_tokens=request.max_tokens,
            max_time=self.timeout,
            do_sample=False,
            return_full_text=False,
        )
        return str(made[0]["generated_text"])

    def complete(self, request: Request) -> Reply:
        """Generate without sampling; with a schema the text between the outermost braces must be JSON."""
        text = self._generate(request)
        if request.schema is None:
            return Reply(text, None, self.model)
        try:
            return Reply(text, decode(text), self.model)
        except ValueError as error:
            raise ReplyFormError(self.model, text) from error

    def stream(self, request: Request) -> Generator[str, None, Reply]:
        """Yield the whole text once: the pipeline gives no pieces."""
        reply = self.complete(request)
        yield reply.text
        return reply
