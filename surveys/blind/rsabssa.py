"""RSABSSA-SHA384-PSS-Randomized, RFC 9474: a signature on a message that its signer never sees; pure.

The holder of a ballot calls `prepare`, `blind` and `finalize` (in the browser a library does), the server `blind_sign`
and `verify`. Python's integers are not constant in time; `blind_sign` therefore multiplies what it raises to the
secret power by a fresh random factor, and checks its result before it leaves (a fault in CRT would give away a prime).
"""

import secrets
from dataclasses import dataclass
from hashlib import sha384
from math import gcd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA384

from surveys.exceptions import InvalidBallotError

SALT_BYTES = HASH_BYTES = 48
PREFIX_BYTES = 32
PSS = padding.PSS(mgf=padding.MGF1(SHA384()), salt_length=SALT_BYTES)


@dataclass(frozen=True, slots=True)
class Blinded:
    """A message as the signer sees it, and the secret that uncovers the signature; both as long as the key."""

    message: bytes
    inverse: bytes


def modulus_bytes(key: RSAPublicKey) -> int:
    """Return the length of a signature in bytes."""
    return (key.key_size + 7) // 8


def prepare(message: bytes) -> bytes:
    """Return the message behind 32 random bytes (RFC 9474, 4.1)."""
    return secrets.token_bytes(PREFIX_BYTES) + message


def _mask(seed: bytes, length: int) -> bytes:
    """Return MGF1 of a seed (RFC 8017, B.2.1)."""
    blocks = -(-length // HASH_BYTES)
    return b"".join(sha384(seed + i.to_bytes(4, "big")).digest() for i in range(blocks))[:length]


def encode(prepared: bytes, bits: int, salt: bytes) -> bytes:
    """Return EMSA-PSS of a message for an encoding of `bits` bits (RFC 8017, 9.1.1)."""
    length = (bits + 7) // 8
    digest = sha384(bytes(8) + sha384(prepared).digest() + salt).digest()
    block = bytes(length - len(salt) - HASH_BYTES - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mask(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _unit(n: int) -> int:
    """Return a random number below n without a common factor."""
    while True:
        number = secrets.randbelow(n - 1) + 1
        if gcd(number, n) == 1:
            return number


def blind(key: RSAPublicKey, prepared: bytes) -> Blinded:
    """Return a prepared message under a random factor (RFC 9474, 4.2)."""
    return blind_with(
        key, prepared, salt=secrets.token_bytes(SALT_BYTES), factor=_unit(key.public_numbers().n)
    )


def blind_with(key: RSAPublicKey, prepared: bytes, *, salt: bytes, factor: int) -> Blinded:
    """Return a prepared message under a given salt and factor; only test vectors know them beforehand."""
    numbers, length = key.public_numbers(), modulus_bytes(key)
    encoded = int.from_bytes(encode(prepared, key.key_size - 1, salt), "big")
    covered = encoded * pow(factor, numbers.e, numbers.n) % numbers.n
    inverse = pow(factor, -1, numbers.n)
    return Blinded(covered.to_bytes(length, "big"), inverse.to_bytes(length, "big"))


def blind_sign(key: RSAPrivateKey, blinded: bytes) -> bytes:
    """Return the signature of a blinded message; the same message always gets the same (RFC 9474, 4.3).

    Raises
    ------
    InvalidBallotError
        The message is not as long as the key, or not below its modulus.
    """
    numbers, public = key.private_numbers(), key.public_key().public_numbers()
    length, message = modulus_bytes(key.public_key()), int.from_bytes(blinded, "big")
    if len(blinded) != length or not 0 < message < public.n:
        raise InvalidBallotError
    factor = _unit(public.n)
    covered = message * pow(factor, public.e, public.n) % public.n
    at_p, at_q = pow(covered, numbers.dmp1, numbers.p), pow(covered, numbers.dmq1, numbers.q)
    power = at_q + numbers.q * ((at_p - at_q) * numbers.iqmp % numbers.p)
    signature = power * pow(factor, -1, public.n) % public.n
    if pow(signature, public.e, public.n) != message:
        raise InvalidBallotError
    return signature.to_bytes(length, "big")


def finalize(key: RSAPublicKey, prepared: bytes, signed: bytes, inverse: bytes) -> bytes:
    """Return the uncovered signature, after a check that it is one (RFC 9474, 4.4)."""
    n = key.public_numbers().n
    uncovered = int.from_bytes(signed, "big") * int.from_bytes(inverse, "big") % n
    signature = uncovered.to_bytes(modulus_bytes(key), "big")
    verify(key, prepared, signature)
    return signature


def verify(key: RSAPublicKey, prepared: bytes, signature: bytes) -> None:
    """Raise `InvalidBallotError` unless this key signed this message (RFC 9474, 4.5)."""
    try:
        key.verify(signature, prepared, PSS, SHA384())
    except InvalidSignature:
        raise InvalidBallotError from None
