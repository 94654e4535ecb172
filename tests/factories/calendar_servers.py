"""Servers for the tests: Google Calendar and Microsoft Graph as they answer over HTTP, and a real Radicale."""

import base64
import json
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

KEY = generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
Fault = tuple[int, Mapping[str, str], bytes]


class CalendarServer(ThreadingHTTPServer):
    """Both APIs with pages, tokens that expire, tokens for later, and whatever goes wrong.

    Attributes
    ----------
    calendars
        Address -> items; anybody else is not found.
    faults
        Answers given instead of a page, one each.
    always
        The answer to every page, when set.
    hang
        "silent" keeps the line open and says nothing; "drip" sends a byte now and then; "endless" never stops.
    token_lasts
        Pages after which a token is refused.
    """

    daemon_threads = True

    def __init__(self, calendars: Mapping[str, list[Any]], page: int = 50) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calendars, self.page = calendars, page
        self.faults: deque[Fault] = deque()
        self.always: Fault | None = None
        self.hang, self.token_lasts = "", 10**9
        self.asked: list[str] = []
        self.tokens: dict[str, int] = {}
        self.is_refusing = False
        self.stop = Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def google_credential(self) -> dict[str, str]:
        key = {"client_email": "reader@x.example", "private_key": PEM, "token_uri": f"{self.address}/token"}
        return {"key": json.dumps(key)}

    @property
    def graph_credential(self) -> dict[str, str]:
        secret = "zeppelin-secret"
        return {"tenant": "t", "client_id": "c", "client_secret": secret, "login_address": self.address}

    def issue(self) -> str:
        token = f"token-{len(self.tokens)}"
        self.tokens[token] = self.token_lasts
        return token


class _Handler(BaseHTTPRequestHandler):
    server: CalendarServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Length": str(len(body)),
            "Content-Type": "application/json",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(self.path)
        if self.server.is_refusing or not self._may(body):
            self._send(401, b'{"error": "invalid_client"}')
            return
        self._send(200, json.dumps({"access_token": self.server.issue(), "expires_in": 3599}).encode())

    def _may(self, body: Mapping[str, list[str]]) -> bool:
        if "client_secret" in body:
            return body["client_secret"] == ["zeppelin-secret"] and body["grant_type"] == [
                "client_credentials"
            ]
        signed, _, signature = body["assertion"][0].rpartition(".")
        KEY.public_key().verify(_decoded(signature), signed.encode(), PKCS1v15(), SHA256())
        claims = json.loads(_decoded(signed.partition(".")[2]))
        return bool(
            claims["iss"] == "reader@x.example" and claims["scope"].endswith("calendar.events.readonly")
        )

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.server.hang:
            self._hang()
            return
        if self.server.faults or self.server.always:
            status, headers, body = self.server.always or self.server.faults.popleft()
            self._send(status, body, headers)
            return
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.server.tokens.get(token, 0) <= 0:
            self._send(401, b"{}")
            return
        self.server.tokens[token] -= 1
        self._page()

    def _page(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        _, _, who, _ = parts.path.split("/", 3)
        items = self.server.calendars.get(unquote(who))
        if items is None:
            self._send(404, b'{"error": {"code": 404}}')
            return
        is_google = parts.path.startswith("/calendars/")
        at = int(query.get("pageToken" if is_google else "$skip", ["0"])[0])
        asked = query["fields"][0] if is_google else query["$select"][0]
        assert not {"summary", "subject", "description", "body"} & set(asked.replace("(", ",").split(","))
        body: dict[str, Any] = {"items" if is_google else "value": items[at : at + self.server.page]}
        following = at + self.server.page
        if following < len(items):
            link = f"{self.server.address}{parts.path}?{parts.query.partition('&$skip')[0]}&$skip={following}"
            body |= {"nextPageToken": str(following)} if is_google else {"@odata.nextLink": link}
        else:
            body |= (
                {"nextSyncToken": "later"}
                if is_google
                else {"@odata.deltaLink": f"{self.server.address}/later"}
            )
        self._send(200, json.dumps(body).encode())

    def _hang(self) -> None:
        if self.server.hang == "silent":
            self.server.stop.wait(60)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        while not self.server.stop.wait(0.05 if self.server.hang == "drip" else 0):
            try:
                self.wfile.write(b" " * (1 if self.server.hang == "drip" else 1 << 16))
            except OSError:
                return


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@contextmanager
def serving(calendars: Mapping[str, list[Any]], page: int = 50) -> Iterator[CalendarServer]:
    """Run a server until the end of the block."""
    with CalendarServer(calendars, page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.stop.set()
            server.shutdown()


READER = ("reader", "zeppelin-secret")


@contextmanager
def radicale(folder: Path, calendars: Mapping[str, str]) -> Iterator[str]:
    """Run Radicale with one calendar a person, which it splits by event; give its address with `{address}` in it."""
    (folder / "users").write_text(f"{READER[0]}:{READER[1]}\nwriter:write\nnobody:nothing\n")
    (folder / "rights").write_text(
        "[reader]\nuser: reader\ncollection: .*\npermissions: Rr\n[writer]\nuser: writer\ncollection: .*\npermissions: RrWw\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings: dict[str, dict[str, object]] = {
        "server": {"hosts": f"127.0.0.1:{port}"},
        "auth": {"type": "htpasswd", "htpasswd_filename": folder / "users", "htpasswd_encryption": "plain", "delay": "0"},
        "rights": {"type": "from_file", "file": folder / "rights"},
        "storage": {"filesystem_folder": folder / "store"},
        "logging": {"level": "error"},
    }  # fmt: skip
    (folder / "config").write_text(
        "\n".join(
            line
            for section, options in settings.items()
            for line in (f"[{section}]", *(f"{name} = {value}" for name, value in options.items()))
        )
    )
    process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", str(folder / "config")])
    try:
        _wait(port)
        for address, text in calendars.items():
            _fill(port, address, text)
        yield f"http://127.0.0.1:{port}/{{address}}/"
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Radicale does not start")  # noqa: EM101


def _fill(port: int, address: str, text: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    pair = base64.b64encode(b"writer:write").decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "text/calendar; charset=utf-8"}
    home = f"/{quote(address)}/"
    for method, place, body in [("MKCOL", home, ""), ("PUT", f"{home}work/", text)]:
        connection.request(method, place, body.encode(), headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (200, 201, 204), (method, place, answer.status)
    connection.close()
