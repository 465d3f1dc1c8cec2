from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "hearth.communities"
    label = "communities"

    def ready(self) -> None:
        from hearth.communities.adapters import register

        register()
