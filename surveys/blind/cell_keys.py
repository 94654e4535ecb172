"""The key of one ballot cell: made at launch, sealed in the database, destroyed at close; pure."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

BITS = 2048
EXPONENT = 65537


def new_key(bits: int = BITS) -> rsa.RSAPrivateKey:
    """Return a fresh key; 2048 bits outlast a wave of weeks, after which nothing is left to be forged."""
    return rsa.generate_private_key(EXPONENT, bits)


def public_der(key: rsa.RSAPrivateKey) -> bytes:
    """Return the public half as SubjectPublicKeyInfo, the form browsers import."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def load_public(der: bytes) -> rsa.RSAPublicKey:
    """Return the public key of its SubjectPublicKeyInfo."""
    key = load_der_public_key(der)
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError(type(key))
    return key


def fingerprint(der: bytes) -> str:
    """Return SHA-256 of a public key, in hex: what the manifest lists."""
    return sha256(der).hexdigest()


def _box(secret: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(secret))


def seal(key: rsa.RSAPrivateKey, secret: bytes) -> bytes:
    """Return the private key encrypted under 32 bytes that are not in the database."""
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return _box(secret).encrypt(plain)


def unseal(sealed: bytes, secret: bytes) -> rsa.RSAPrivateKey:
    """Return the private key again; another secret raises `cryptography.fernet.InvalidToken`."""
    key = load_der_private_key(_box(secret).decrypt(sealed), None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(type(key))
    return key
