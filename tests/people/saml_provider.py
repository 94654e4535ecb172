"""A SAML 2.0 identity provider on this machine: metadata over HTTP, responses signed with a key of its own."""

import base64
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree  # type: ignore[import-untyped]  # publishes no types
from onelogin.saml2.utils import OneLogin_Saml2_Utils

NAMES = (
    'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
)
MAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"


@dataclass
class SamlProvider:
    """Where it stands and its key; `key` may be another than the certificate in its metadata belongs to."""

    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    certificate: str = ""

    def __post_init__(self) -> None:
        self.certificate = _certificate(self.key)

    @property
    def entity(self) -> str:
        """Its name among providers."""
        return f"{self.address}/metadata"

    def metadata(self) -> str:
        """Return what a site needs to know of it."""
        inner = "".join(self.certificate.splitlines()[1:-1])
        return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{self.entity}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
<ds:X509Certificate>{inner}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{self.address}/sso"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""

    def answer(self, asked: str, mail: str, *, age: timedelta = timedelta()) -> tuple[str, dict[str, str]]:
        """Return where a browser that was sent to `asked` posts what: that the visitor is `mail`, signed."""
        request = etree.fromstring(_inflated(parse_qs(urlsplit(asked).query)["SAMLRequest"][0]))
        where, number = str(request.attrib["AssertionConsumerServiceURL"]), str(request.attrib["ID"])
        audience = request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer") or ""
        response = self._response(where, number, audience, mail, datetime.now(UTC) - age)
        return where, {"SAMLResponse": base64.b64encode(response.encode()).decode()}

    def _response(self, where: str, number: str, audience: str, mail: str, now: datetime) -> str:
        until = f"{now + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}"
        at, who = f"{now:%Y-%m-%dT%H:%M:%SZ}", escape(mail)
        assertion = f"""<saml:Assertion {NAMES} ID="_{uuid4().hex}" Version="2.0" IssueInstant="{at}"><saml:Issuer>{self.entity}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{who}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}"
Recipient="{where}" InResponseTo="{number}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
</saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{at}" SessionIndex="_s"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="{MAIL}"><saml:AttributeValue>{who}</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion>"""
        signed = OneLogin_Saml2_Utils.add_sign(assertion, _pem(self.key), self.certificate).decode()
        return f"""<samlp:Response {NAMES} ID="_{uuid4().hex}" Version="2.0" IssueInstant="{at}" Destination="{where}"
InResponseTo="{number}"><saml:Issuer>{self.entity}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{signed}</samlp:Response>"""


def _inflated(request: str) -> bytes:
    return zlib.decompress(base64.b64decode(request), -15)


def _pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "id.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM).decode()


@contextmanager
def running() -> Iterator[SamlProvider]:
    """Start a provider on a free port."""
    provider = SamlProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = provider.metadata().encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
