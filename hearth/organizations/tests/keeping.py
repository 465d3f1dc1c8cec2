"""An organisation, those who look after it, and an internet of our own on loopback."""

import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.message
import dns.rrset

from hearth.core.continents import Continent
from hearth.core.dns import texts_of
from hearth.core.http import Client
from hearth.members.models import Member
from hearth.organizations.actions import Details, affiliate, confirm_affiliation, put_organization
from hearth.organizations.models import AffiliationRole, Organization, OrganizationKind
from hearth.organizations.permissions import HOUSE
from hearth.organizations.proofs import Outside
from tests.people import join_person

CLINIC = Details(
    name="River Clinic",
    kind=OrganizationKind.CLINIC,
    region=Continent.EUROPE,
    country="ES",
    joined_on=date(2026, 1, 1),
    website="https://www.river.example/",
)


def clinic(name: str = "River Clinic", **given: object) -> Organization:
    """Return an organisation of that name."""
    website = given.pop("website", f"https://www.{name.split()[0].lower()}.example/")
    details = {field: getattr(CLINIC, field) for field in ("kind", "region", "country", "joined_on")}
    return put_organization(Details(name=name, website=website, **{**details, **given}), by=HOUSE)


def belonging(organization: Organization, role: str = "administrator", name: str = "") -> Member:
    """Return somebody who belongs to the organisation, confirmed."""
    member = join_person(name)
    confirm_affiliation(affiliate(member, organization, by=member, role=AffiliationRole(role)), by=HOUSE)
    return member


@contextmanager
def internet(pages: Mapping[str, str | tuple[int, str]], texts: Mapping[str, list[str]]) -> Iterator[Outside]:
    """Give a way to an internet of these pages, by host and path, and of these text records, by domain.

    A page of (302, address) leads there. It is our own client and resolver that go; only which port a name's web server
    and the name server listen on is another.
    """

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.headers["Host"].partition(":")[0] + self.path, (404, ""))
            status, body = found if isinstance(found, tuple) else (200, found)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *given: object) -> None:
            """Nothing to say."""

    class Names(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, sock = self.request
            asked = dns.message.from_wire(data)
            answer = dns.message.make_response(asked)
            name = asked.question[0].name
            for text in texts.get(str(name).rstrip("."), []):
                answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", f'"{text}"'))
            sock.sendto(answer.to_wire(), self.client_address)

    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    names = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Names)
    for server in (site, names):
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    port = site.server_address[1]

    def to_loopback(host: str, _port: int, _timeout: float) -> list[str]:
        if not any(place.startswith(f"{host}/") for place in pages):
            raise socket.gaierror
        return ["127.0.0.1"]

    client = Client(allows=lambda address: address.is_loopback, resolver=to_loopback, ports=frozenset({port}))

    def fetch(url: str, **given: object) -> object:
        _scheme, _sep, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        return client.fetch(f"http://{host}:{port}{slash}{path}", **given)

    try:
        yield Outside(fetch=fetch, texts=partial(texts_of, servers=("127.0.0.1",), port=names.server_address[1]))
    finally:
        for server in (site, names):
            server.shutdown()
            server.server_close()
