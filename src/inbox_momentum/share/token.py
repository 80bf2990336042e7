"""Signing, checking and sealing (the only importer of joserfc).

Signatures are JWS in compact form (RFC 7515) with ``alg`` ``Ed25519`` (RFC 9864), and no
other: the algorithm is ours, never the file's. Sealing is JWE (RFC 7516) to an X25519 key.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Any

from inbox_momentum.share import strict_json

ALGORITHM = "Ed25519"
_SEALING = ("ECDH-ES+A256KW", "A256GCM")
MAX_TOKEN = 64_000
"""Characters of a signed or sealed file; ours have a few thousand."""
_CURVES = {"signing": "Ed25519", "sealing": "X25519"}


class BadToken(ValueError):
    """Why a token is refused, as the end of a sentence ("the file …")."""


@dataclass(frozen=True, slots=True)
class Key:
    """A private key. What opens it is in no ``repr``, log or traceback."""

    use: str
    """``signing`` or ``sealing``."""
    native: Any = field(repr=False)
    """joserfc's own key object."""

    @property
    def public(self) -> dict[str, str]:
        """The public half as a JWK (RFC 8037)."""
        return {name: str(value) for name, value in self.native.as_dict(private=False).items()}

    def pem(self, passphrase: str | None) -> str:
        """PKCS#8; encrypted when there is a passphrase."""
        return bytes(self.native.as_pem(private=True, password=passphrase)).decode("ascii")


@dataclass(frozen=True, slots=True)
class Signed:
    """A token whose signature holds."""

    kind: str
    """``typ`` of its header."""
    payload: bytes
    public: dict[str, str]
    """The key that it was signed with (RFC 8037)."""
    thumbprint: str
    """Of that key (RFC 7638)."""


def new_key(use: str) -> Key:
    """A key made here and now."""
    from joserfc.jwk import OKPKey

    return Key(use, OKPKey.generate_key("Ed25519" if use == "signing" else "X25519", private=True))


def from_pem(use: str, pem: str, passphrase: str | None) -> Key:
    """The key in ``pem``. Raises ``BadToken`` for a wrong passphrase or another sort of key."""
    from joserfc.errors import JoseError
    from joserfc.jwk import OKPKey

    try:
        native = OKPKey.import_key(pem, password=passphrase)
        if native.curve_name == _CURVES[use] and native.is_private:
            return Key(use, native)
    except (JoseError, ValueError, TypeError):
        pass  # what the library says may quote the key
    raise BadToken("cannot be opened with that passphrase")


def thumbprint(public: dict[str, str]) -> str:
    """Of a public key (RFC 7638, SHA-256, base64url). Raises ``BadToken`` when it is none."""
    from joserfc.errors import JoseError
    from joserfc.jwk import OKPKey

    if set(public) != {"kty", "crv", "x"} or public["kty"] != "OKP" or public["crv"] not in _CURVES.values():
        raise BadToken("names a key of another sort")
    if len(unpadded(public["x"])) != 32:
        raise BadToken("names a key of another sort")
    try:
        return str(OKPKey.import_key(dict(public)).thumbprint())
    except (JoseError, ValueError, TypeError):
        raise BadToken("names a key that is none") from None


def sign(key: Key, kind: str, payload: bytes) -> str:
    """A JWS whose header carries the public key, so that it can be checked offline."""
    from joserfc import jws

    header: dict[str, Any] = {"alg": ALGORITHM, "typ": kind, "jwk": key.public}
    return jws.serialize_compact(header, payload, key.native, algorithms=[ALGORITHM])


def verified(token: str) -> Signed:
    """The content of ``token``. Raises ``BadToken`` for anything but our own plain form."""
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import OKPKey

    parts = _parts(token, 3)
    header = _header(parts[0])
    if header.get("alg") != ALGORITHM:
        raise BadToken(f'is signed with another algorithm than {ALGORITHM} ("alg" in its header)')
    if set(header) != {"alg", "typ", "jwk"}:
        raise BadToken("has a header that holds something unknown")
    public, kind = header["jwk"], header["typ"]
    if not isinstance(kind, str) or not _is_texts(public):
        raise BadToken("has a header that makes no sense")
    if public.get("crv") != ALGORITHM:
        raise BadToken("names a key of another sort")
    print_ = thumbprint(public)
    if len(unpadded(parts[2])) != 64:
        raise BadToken("has no signature that could be one")
    try:
        opened = jws.deserialize_compact(token, OKPKey.import_key(dict(public)), algorithms=[ALGORITHM])
    except (JoseError, ValueError, TypeError):
        raise BadToken("was altered after it was signed, or was never signed with the key it names") from None
    return Signed(kind, bytes(opened.payload or b""), dict(public), print_)


def sealed(token: str) -> bool:
    """True when ``token`` has the five parts of a sealed file (RFC 7516 §7.1)."""
    return re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){4}", token) is not None


def seal(token: str, public: dict[str, str]) -> str:
    """``token`` readable only with the private half of ``public`` (an X25519 key)."""
    from joserfc import jwe
    from joserfc.jwk import OKPKey

    if public.get("crv") != "X25519":
        raise BadToken("is not a recruiter's key for sealing")
    thumbprint(public)
    header = {"alg": _SEALING[0], "enc": _SEALING[1], "cty": "JWT"}
    return jwe.encrypt_compact(header, token, OKPKey.import_key(dict(public)), algorithms=list(_SEALING))


def unseal(token: str, key: Key) -> str:
    """The signed token inside. Raises ``BadToken`` when it was sealed for somebody else."""
    from joserfc import jwe
    from joserfc.errors import JoseError

    header = _header(_parts(token, 5)[0])
    if set(header) != {"alg", "enc", "cty", "epk"} or (header["alg"], header["enc"]) != _SEALING:
        # "zip" among them: nothing is ever unpacked.
        raise BadToken("is sealed in a way that is not ours")
    try:
        plain = jwe.decrypt_compact(token, key.native, algorithms=list(_SEALING)).plaintext
        return (plain or b"").decode("ascii")
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise BadToken("was sealed for another key, or was altered") from None


def unpadded(text: str) -> bytes:
    """base64url without padding (RFC 7515 §2), in its one proper form."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise BadToken("is not a signed file of this program")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise BadToken("is not a signed file of this program") from None
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii") != text:
        raise BadToken("is not a signed file of this program")
    return data


def _parts(token: str, count: int) -> list[str]:
    parts = token.split(".")
    if len(token) > MAX_TOKEN or len(parts) != count:
        raise BadToken("is not a signed file of this program")
    for part in parts:
        unpadded(part)
    return parts


def _header(part: str) -> dict[str, Any]:
    try:
        header = strict_json.loads(unpadded(part))
    except strict_json.Rejected as error:
        raise BadToken(f"has a header that {error}") from None
    if not isinstance(header, dict):
        raise BadToken("has a header that makes no sense")
    if "crit" in header:
        raise BadToken('demands an extension that is not known here ("crit" in its header, RFC 7515 §4.1.11)')
    return header


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
