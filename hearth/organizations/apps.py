from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "hearth.organizations"
    label = "organizations"

    def ready(self) -> None:
        from hearth.members import ports
        from hearth.organizations.adapters import NetworkPart

        ports.register(NetworkPart())
