"""What a domain says of itself in its text records: one lookup, with a deadline."""

from collections.abc import Callable

from dns.exception import DNSException
from dns.name import from_text
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

DEADLINE = 5.0
MOST = 50  # records of one name

Texts = Callable[[str], list[str]]


class LookupFailed(Exception):
    """No name server could say in time."""


def texts_of(name: str, *, servers: tuple[str, ...] = (), port: int = 53, deadline: float = DEADLINE) -> list[str]:
    """Return the text records (RFC 1035, 3.3.14) of `name`, ASCII and absolute; none when there is no such name.

    `servers` are the addresses of name servers, the system's own unless told; `deadline` (seconds) is for all of it.
    Raises LookupFailed.
    """
    resolver = Resolver(configure=not servers)
    resolver.lifetime = deadline
    if servers:
        resolver.nameservers, resolver.port = list(servers), port
    try:
        answer = resolver.resolve(from_text(f"{name}."), "TXT")
    except (NXDOMAIN, NoAnswer):
        return []
    except DNSException as error:
        raise LookupFailed(type(error).__name__) from error
    return [b"".join(record.strings).decode("utf-8", "replace") for record in list(answer)[:MOST]]
