"""Which network addresses are somebody's on the open internet, and not this machine, its neighbors or a way round."""

import ipaddress
import socket
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Policy = Callable[[Address], bool]
Resolver = Callable[[str, int, float], list[str]]

# What IANA's special-purpose registry (RFC 6890) holds back, and what hides an IPv4 address inside another.
REFUSED_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
# Of IPv6 only global unicast (RFC 4291, 2.5.4) is open at all. That alone shuts out loopback, unspecified, mapped and
# compatible IPv4, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), fc00::/7, fe80::/10, fec0::/10 and multicast.
OPEN_6 = ipaddress.IPv6Network("2000::/3")
REFUSED_6 = [
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]


def is_public(address: Address) -> bool:
    """Say whether `address` belongs to the open internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in REFUSED_4)
    open_to_all = address in OPEN_6 and not any(address in network for network in REFUSED_6)
    return open_to_all and address.is_global and not address.scope_id


def resolve(host: str, port: int, timeout: float) -> list[str]:
    """Return the addresses of `host` as the system knows them, within `timeout` seconds.

    Odd spellings such as `0x7f.1` or `2130706433` are read as the system would read them when connecting.
    Raises OSError when there are none, or none in time.
    """
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    # The system's resolver cannot be told to hurry; a thread of its own can be left behind.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        raise TimeoutError("The name was not found in time.") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
