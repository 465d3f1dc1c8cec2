from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "hearth.members"
    label = "members"

    def ready(self) -> None:
        from hearth.members import ports
        from hearth.members.adapters import MembersPart

        ports.register(MembersPart())
