"""An OpenID provider on loopback: discovery, consent at once, signed id_tokens, userinfo (OpenID Connect Core 1.0)."""

import hashlib
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "hearth", "a secret of two"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _each in range(2))


@dataclass
class OpenID:
    """The provider. What it says of whoever comes can be changed between two visits."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "person-1"})
    claims: dict[str, Any] = field(default_factory=dict)  # laid over those of the id_token
    said: dict[str, Any] = field(default_factory=dict)  # laid over those of userinfo
    key: Any = KEY
    algorithm: str = "RS256"
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    server: Any = None

    def __enter__(self) -> "OpenID":
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _answers_for(self))
        self.url = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()
        return self

    def __exit__(self, *what: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def discover(self, given: dict[str, str]) -> tuple[int, Any]:
        """Say where everything is."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        places |= {"userinfo_endpoint": "userinfo", "jwks_uri": "keys"}
        return 200, {"issuer": self.url} | {name: f"{self.url}/{place}" for name, place in places.items()}

    def authorize(self, given: dict[str, str]) -> tuple[int, Any]:
        """Send the person back with a code."""
        self.asked.append(given)
        code = secrets.token_hex(8)
        self.codes[code] = given
        return 302, f"{given['redirect_uri']}?{urlencode({'code': code, 'state': given['state']})}"

    def token(self, given: dict[str, str]) -> tuple[int, Any]:
        """Give tokens for a code, once, to whoever asked for it (RFC 7636, 4.6)."""
        asked = self.codes.pop(given.get("code", ""), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proof = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not asked or given.get("client_secret") != SECRET or proof != asked.get("code_challenge"):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300} | self.person | self.claims
        id_token = jwt.encode(claims, self.key, self.algorithm, headers={"kid": "one"})
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": id_token}

    def userinfo(self, given: dict[str, str]) -> tuple[int, Any]:
        """Say who it is."""
        return 200, self.person | self.said

    def keys(self, given: dict[str, str]) -> tuple[int, Any]:
        """Give the public key that id_tokens are signed with."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return 200, {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}


def _answers_for(provider: OpenID) -> type[BaseHTTPRequestHandler]:
    places = {"/.well-known/openid-configuration": provider.discover}
    places |= {f"/{name}": getattr(provider, name) for name in ("authorize", "token", "userinfo", "keys")}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.give(dict(parse_qsl(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.give({name: values[0] for name, values in parse_qs(body).items()})

        def give(self, given: dict[str, str]) -> None:
            status, said = places[urlsplit(self.path).path](given)
            self.send_response(status)
            body = b"" if status == 302 else json.dumps(said).encode()
            self.send_header(
                "Location" if status == 302 else "Content-Type", said if status == 302 else "application/json"
            )
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *what: object) -> None:
            """Say nothing."""

    return Answers
