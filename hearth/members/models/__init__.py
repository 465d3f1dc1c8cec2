from hearth.members.models.account import Account
from hearth.members.models.consent import Agreement, Consent, Situation
from hearth.members.models.follow import Follow, TopicFollow
from hearth.members.models.member import Audience, Kind, Member, Role, Standing

__all__ = [
    "Account",
    "Agreement",
    "Audience",
    "Consent",
    "Follow",
    "Kind",
    "Member",
    "Role",
    "Situation",
    "Standing",
    "TopicFollow",
]
