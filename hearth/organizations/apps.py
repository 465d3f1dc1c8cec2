from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "hearth.organizations"
    label = "organizations"

    def ready(self) -> None:
        from hearth.organizations.adapters import register

        register()
