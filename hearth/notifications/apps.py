from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "hearth.notifications"
    label = "notifications"

    def ready(self) -> None:
        from hearth.communities.ports import register_becoming
        from hearth.core import outbox
        from hearth.members import ports
        from hearth.notifications.actions.choosing import live_in
        from hearth.notifications.actions.following import follow_post
        from hearth.notifications.actions.suppressing import note_reached, suppress_refused
        from hearth.notifications.adapters import NotificationsPart

        ports.register(NotificationsPart())
        register_becoming(follow_post)
        ports.register_reached(note_reached)
        ports.register_living(live_in)
        outbox.register_gone(suppress_refused)
