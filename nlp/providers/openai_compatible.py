"""A chat endpoint that speaks OpenAI's form: hosted, or a local server."""

from collections.abc import Generator
from typing import Any

from nlp.exceptions import RemoteError, ReplyFormError
from nlp.providers.events import streamed
from nlp.providers.http import Endpoint, asked, post_json
from nlp.providers.protocol import Reply, Request
from nlp.providers.reply_text import decode

CHAT = "/chat/completions"


class OpenAICompatibleProvider:
    """Asks `POST {base_url}/chat/completions`; with a schema the request carries `response_format: json_schema`."""

    key = "openai_compatible"
    available = True

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def _body(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.endpoint.model,
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.prompt},
            ],
            "temperature": request.temperature,
            "max_tokens": request.max_tokens,
        }
        if request.schema is not None:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "reply", "strict": True, "schema": dict(request.schema)},
            }
        return body

    def complete(self, request: Request) -> Reply:
        """Ask once (retries within the bounds of the endpoint); a reply that is not the JSON asked for is an error."""
        return self._read(request, post_json(self.endpoint, CHAT, self._body(request)))

    def stream(self, request: Request) -> Generator[str, None, Reply]:
        """Ask for the reply while it is written; a server that does not stream is read like any other."""
        body = self._body(request) | {"stream": True}
        return self._read(request, (yield from asked(self.endpoint, CHAT, body, streamed)))

    def _read(self, request: Request, found: Any) -> Reply:
        try:
            text = str(found["choices"][0]["message"]["content"] or "")
        except (KeyError, IndexError, TypeError) as error:
            raise RemoteError(
                self.endpoint.base_url, "the reply does not follow the form asked for", retryable=False
            ) from error
        try:
            data = None if request.schema is None else decode(text)
        except ValueError as error:
            raise ReplyFormError(self.endpoint.base_url, text) from error
        return Reply(text=text, data=data, model=str(found.get("model") or self.endpoint.model))
