from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "hearth.moderation"
    label = "moderation"

    def ready(self) -> None:
        from hearth.members import ports
        from hearth.moderation import handlers  # noqa: F401  (registers them)
        from hearth.moderation.adapters import ModerationPart

        ports.register(ModerationPart())
