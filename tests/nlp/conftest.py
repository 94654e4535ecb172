"""A model endpoint on this machine: a real HTTP server that answers what a test tells it to."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class ModelServer:
    """Answers POSTs with the queued (status, body, headers); the last one is repeated. Keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.answers: list[Any] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server calls
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((self.path, body, dict(self.headers)))
                status, reply, headers = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                raw = reply(body) if callable(reply) else reply
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                pieces = raw if isinstance(raw, Iterator) else [raw]
                with contextlib.suppress(ConnectionError):  # whoever asked has left
                    for piece in pieces:
                        self.wfile.write(piece if isinstance(piece, bytes) else json.dumps(piece).encode())
                        self.wfile.flush()

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, reply: Any, status: int = 200, **headers: Any) -> None:
        self.answers.append(
            (status, reply, {name.replace("_", "-"): value for name, value in headers.items()})
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def model_server() -> Iterator[Any]:
    server = ModelServer()
    yield server
    server.close()
