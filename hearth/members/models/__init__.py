from hearth.members.models.account import Account
from hearth.members.models.block import Block, Mute
from hearth.members.models.consent import Agreement, Consent
from hearth.members.models.device import Device
from hearth.members.models.follow import Follow, TopicFollow
from hearth.members.models.leaving import DataExport, Erasure, HeldName
from hearth.members.models.member import (
    Audience,
    Kind,
    Member,
    Presence,
    Role,
    Standing,
    is_parted,
    is_present,
    presence_of,
    takes_words_along,
)
from hearth.members.models.proposal import ProposalState, TopicProposal
from hearth.members.models.situation import Condition, Relation, Situation
from hearth.members.models.staff import Resolution, StaffAction, StaffKind, Suspension
from hearth.members.models.verification import Verification, VerificationState

__all__ = [
    "Account",
    "Agreement",
    "Audience",
    "Block",
    "Condition",
    "Consent",
    "DataExport",
    "Device",
    "Erasure",
    "Follow",
    "HeldName",
    "Kind",
    "Member",
    "Mute",
    "Presence",
    "ProposalState",
    "Relation",
    "Resolution",
    "Role",
    "Situation",
    "StaffAction",
    "StaffKind",
    "Standing",
    "Suspension",
    "TopicFollow",
    "TopicProposal",
    "Verification",
    "VerificationState",
    "is_parted",
    "is_present",
    "presence_of",
    "takes_words_along",
]
