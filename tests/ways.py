"""Ways in for tests: an app that shows codes, and a passkey, both in software."""

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from html import unescape
from re import search

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256

from hearth.members.models import Member
from tests.people import account_of


def code_for(secret: str, *, steps: int = 0) -> str:
    """Return what an app that keeps `secret`, spaced or not, shows now, or so many half minutes from now (RFC 6238)."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + steps))


def switch_second_step_on(client: Client) -> str:
    """Switch the second step on through its page, as somebody who has just shown who they are; return the secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = search(r'dir="ltr">([A-Z2-7 ]{39})<', page).group(1)
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}).status_code == 302
    return secret


def switch_second_step_on_for(member: Member) -> str:
    """Switch the second step on for `member`, without a page; return the secret."""
    account, secret = account_of(member), generate_totp_secret()
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def recovery_codes_of(member: Member) -> list[str]:
    """Return the recovery codes of `member` that are not used."""
    row = Authenticator.objects.get(user=account_of(member), type=Authenticator.Type.RECOVERY_CODES)
    return row.wrap().get_unused_codes()


def forget_codes() -> None:
    """Let codes that were used, and tries that failed, count as if they had not been."""
    cache.clear()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """Return what base64url `text` stands for."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticating:
    """A device that makes and uses one passkey (Web Authentication Level 2, 6.1 and 6.5), in the place of a browser."""

    origin: str = "http://localhost"
    verifies: bool = True  # that it is its owner who touches it
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user: bytes = b""
    count: int = 0

    def make(self, options: dict) -> str:
        """Answer a page that asks for a new passkey."""
        options = options["publicKey"]
        self.user = bytes_of(options["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        said = {"fmt": "none", "attStmt": {}, "authData": self._seen(options["rp"]["id"], 0x40) + credential}
        response = {"attestationObject": _text(cbor.encode(said))}
        return self._answer(response, "webauthn.create", options["challenge"])

    def use(self, options: dict, **changes: str) -> str:
        """Answer a page that asks for a passkey."""
        options = options["publicKey"]
        seen = self._seen(options["rpId"], 0)
        client = self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "authenticatorData": _text(seen),
            "signature": _text(signature),
            "userHandle": _text(self.user),
        }
        return self._answer(response | changes, "webauthn.get", options["challenge"])

    def _seen(self, host: str, more: int) -> bytes:
        self.count += 1
        flags = 0x01 | (0x04 if self.verifies else 0) | more
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: dict, kind: str, challenge: str) -> str:
        response = {"clientDataJSON": _text(self._client(kind, challenge))} | response
        answer = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        return json.dumps(answer | {"clientExtensionResults": {}})


def options_on(page: str) -> dict:
    """Return the options that a page gives its browser."""
    return json.loads(unescape(search(r'data-options="([^"]*)"', page).group(1)))


def make_passkey(client: Client, device: Authenticating | None = None, **given: str) -> Authenticating:
    """Make a passkey through its page, as somebody who has just shown who they are; return the device."""
    device = device or Authenticating()
    address = reverse("members:passkey-add")
    credential = device.make(options_on(client.get(address).content.decode()))
    assert client.post(address, {"name": "", "credential": credential} | given).status_code == 302
    return device


def enter_by_passkey(client: Client, device: Authenticating, **changes: str):
    """Sign in with a passkey alone; return the answer."""
    address = reverse("mfa_login_webauthn")
    options = client.get(address, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(address, {"credential": device.use(options, **changes)})
