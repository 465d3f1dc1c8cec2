"""What the network keeps: organisations and what is said of them, their regions, and the people who belong."""

from hearth.organizations.models.accounts import OfficialAccount, Outcome, Platform, Proof
from hearth.organizations.models.affiliation import Affiliation, AffiliationRole
from hearth.organizations.models.application import WAITING, Application, ApplicationMessage, ApplicationState
from hearth.organizations.models.check import Check
from hearth.organizations.models.claim import AddressCode, Claim, ClaimState, ClaimWay
from hearth.organizations.models.contacts import Domain, Office, OfficePurpose
from hearth.organizations.models.directory import DirectoryCount, DirectoryEntry, DirectorySource, Presence
from hearth.organizations.models.membership import (
    Level,
    MembershipState,
    MembershipStep,
    NetworkMembership,
    RenewalReminder,
    Seat,
    Step,
    WelcomeTick,
)
from hearth.organizations.models.organization import (
    Organization,
    OrganizationKind,
    OrganizationLanguage,
    OrganizationSize,
    Origin,
)
from hearth.organizations.models.prospect import (
    LeadershipOffer,
    Prospect,
    ProspectInvitation,
    ProspectState,
    ProspectStep,
)
from hearth.organizations.models.region import CommunityLeader, Region
from hearth.organizations.models.terms import Dues, DuesRate, NetworkRules, NetworkTerms

__all__ = [
    "WAITING",
    "AddressCode",
    "Affiliation",
    "AffiliationRole",
    "Application",
    "ApplicationMessage",
    "ApplicationState",
    "Check",
    "Claim",
    "ClaimState",
    "ClaimWay",
    "CommunityLeader",
    "DirectoryCount",
    "DirectoryEntry",
    "DirectorySource",
    "Domain",
    "Dues",
    "DuesRate",
    "LeadershipOffer",
    "Level",
    "MembershipState",
    "MembershipStep",
    "NetworkMembership",
    "NetworkRules",
    "NetworkTerms",
    "Office",
    "OfficePurpose",
    "OfficialAccount",
    "Organization",
    "OrganizationKind",
    "OrganizationLanguage",
    "OrganizationSize",
    "Origin",
    "Outcome",
    "Platform",
    "Presence",
    "Proof",
    "Prospect",
    "ProspectInvitation",
    "ProspectState",
    "ProspectStep",
    "Region",
    "RenewalReminder",
    "Seat",
    "Step",
    "WelcomeTick",
]
