from hearth.members.models.account import Account
from hearth.members.models.consent import Agreement, Consent, Situation
from hearth.members.models.follow import Follow, TopicFollow
from hearth.members.models.leaving import DataExport, Erasure, HeldName
from hearth.members.models.member import Audience, Kind, Member, Standing

__all__ = [
    "Account",
    "Agreement",
    "Audience",
    "Consent",
    "DataExport",
    "Erasure",
    "Follow",
    "HeldName",
    "Kind",
    "Member",
    "Situation",
    "Standing",
    "TopicFollow",
]
