from hearth.members.models.account import Account
from hearth.members.models.consent import Agreement, Consent, Situation
from hearth.members.models.follow import Follow, TopicFollow
from hearth.members.models.member import Audience, Kind, Member, Standing
from hearth.members.models.staff import Resolution, StaffAction, StaffKind, Suspension
from hearth.members.models.verification import Verification, VerificationState

__all__ = [
    "Account",
    "Agreement",
    "Audience",
    "Consent",
    "Follow",
    "Kind",
    "Member",
    "Resolution",
    "Situation",
    "StaffAction",
    "StaffKind",
    "Standing",
    "Suspension",
    "TopicFollow",
    "Verification",
    "VerificationState",
]
