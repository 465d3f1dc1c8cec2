"""What organisations tell the rooms below."""

from hearth.members.reserved import reserve
from hearth.organizations.queries import host_organization


def host_names() -> list[str]:
    """Return what the organisation that runs this site is called: no member may pass for it."""
    host = host_organization()
    return [host.name] if host else []


def register() -> None:
    """Make it known below; called once, when the site starts."""
    reserve(host_names)
