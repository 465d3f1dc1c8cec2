from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "hearth.moderation"
    label = "moderation"

    def ready(self) -> None:
        from hearth.communities import ports as communities
        from hearth.members import ports
        from hearth.moderation import handlers  # noqa: F401  (registers them)
        from hearth.moderation.actions.keeping import follow_post
        from hearth.moderation.adapters import ModerationPart, pictures_needed

        ports.register(ModerationPart())
        communities.register(pictures_needed)
        communities.register_becoming(follow_post)
