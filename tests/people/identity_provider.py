"""A real OpenID Connect provider on this machine: discovery, consent without asking, tokens signed with a key of its own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.utils import to_base64url_uint

CLIENT, SECRET = "telescope", "secret-of-this-test"


@dataclass
class Provider:
    """Where it stands, and whom it says the visitor is."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    is_broken: bool = False
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    nonces: dict[str, str] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        """Return the configuration document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def keys(self) -> dict[str, Any]:
        """Return the public key that tokens are checked with."""
        numbers = self.key.public_key().public_numbers()
        public = {
            "kty": "RSA",
            "n": to_base64url_uint(numbers.n).decode(),
            "e": to_base64url_uint(numbers.e).decode(),
        }
        return {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, asked: dict[str, str]) -> dict[str, Any]:
        """Exchange a code."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        if nonce := self.nonces.get(asked["code"]):
            claims["nonce"] = nonce
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "t", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def sent_back(self, asked: dict[str, str]) -> str:
        """Return where a browser goes that asked to be authorised."""
        code = f"code-{len(self.nonces)}"
        self.nonces[code] = asked.get("nonce", "")
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})


@contextmanager
def running() -> Iterator[Provider]:
    """Start a provider on a free port."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.sent_back(asked))
                self.end_headers()
                return
            pages: dict[str, Callable[[], dict[str, Any]]] = {
                "/.well-known/openid-configuration": provider.discovery,
                "/keys": provider.keys,
                "/userinfo": lambda: provider.claims,
            }
            self._json(pages[parts.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            self._json({"error": "server_error"} if provider.is_broken else provider.token(asked))

        def _json(self, found: dict[str, Any]) -> None:
            data = json.dumps(found).encode()
            self.send_response(500 if provider.is_broken and "error" in found else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
