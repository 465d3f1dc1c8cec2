"""Writes to the network. `by` is the member who acts, or HOUSE for whoever runs the server."""

from hearth.organizations.actions.affiliations import (
    affiliate,
    confirm_affiliation,
    end_affiliation,
    list_affiliation,
)
from hearth.organizations.actions.forgetting import forget_person
from hearth.organizations.actions.organizations import Details, put_organization
from hearth.organizations.actions.regions import (
    appoint_leader,
    close_offer,
    end_leadership,
    offer_to_lead,
    put_regions,
    set_partner,
    withdraw_offer,
)

__all__ = [
    "Details",
    "affiliate",
    "appoint_leader",
    "close_offer",
    "confirm_affiliation",
    "end_affiliation",
    "end_leadership",
    "forget_person",
    "list_affiliation",
    "offer_to_lead",
    "put_organization",
    "put_regions",
    "set_partner",
    "withdraw_offer",
]
