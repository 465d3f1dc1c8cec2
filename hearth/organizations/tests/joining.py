"""People around an application, for the tests of joining."""

from hearth.members.rights import NETWORK_KEEPERS
from hearth.organizations.actions import appoint_leader
from hearth.organizations.actions.joining import Request, apply
from hearth.organizations.models import Region
from hearth.organizations.permissions import HOUSE
from tests.people import appoint, join_person

ASKED = {
    "name": "Kisima Trust",
    "kind": "non_profit",
    "size": "small",
    "country": "KE",
    "place": "Nakuru",
    "website": "https://kisima.example/",
    "languages": ["sw", "en"],
    "who": "Head nurse",
    "why": "To learn how others train mentors.",
    "shares": "Radio stories.",
    "agrees": "on",
    "rules_version": "1",
}


def request(**changes):
    """Return what an applicant says for an organisation in Kenya, with `changes`."""
    given = {name: value for name, value in ASKED.items() if name != "agrees"}
    return Request(**given | {"rules_version": 1} | changes)


def leader_of(code, **given):
    """Return somebody who leads the region `code`."""
    member = join_person(**given)
    appoint_leader(member, Region.objects.get(code=code), by=HOUSE)
    return member


def keeper():
    """Return somebody of the host's staff who looks after the network."""
    return appoint(join_person(), NETWORK_KEEPERS)


def applied(by=None, **changes):
    """Return the application of `by`, or of somebody new."""
    return apply(request(**changes), by=by or join_person())
