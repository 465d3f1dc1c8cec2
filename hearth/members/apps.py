from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "hearth.members"
    label = "members"

    def ready(self) -> None:
        from hearth.members import ports
        from hearth.members.adapters import MembersPart
        from hearth.members.models import Condition, TopicFollow, TopicProposal
        from hearth.topics import ports as topics

        ports.register(MembersPart())
        topics.register(
            topics.Link(TopicFollow, beside="follower", goes_along=True),
            topics.Link(Condition),
            topics.Link(TopicProposal),
        )
