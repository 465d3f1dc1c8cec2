"""What the network tells the rooms below: what it keeps of a person, and which names are the host's own."""

from hearth.members import ports
from hearth.members.reserved import reserve
from hearth.organizations.adapters.belonging import NetworkPart
from hearth.organizations.adapters.joining import JoiningPart
from hearth.organizations.models import Organization
from hearth.organizations.queries import host_organization
from hearth.topics import ports as topics

__all__ = ["host_names", "register"]


def host_names() -> list[str]:
    """Return what the organisation that runs this site is called: no member may pass for it."""
    host = host_organization()
    return [host.name] if host else []


def register() -> None:
    """Make it known to the rooms below; called once, when the site starts."""
    ports.register(NetworkPart())
    ports.register(JoiningPart())
    topics.register(topics.Link(Organization.topics.through, beside="organization"))
    reserve(host_names)
