from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "hearth.notifications"
    label = "notifications"

    def ready(self) -> None:
        from hearth.members import ports
        from hearth.notifications.adapters import NotificationsPart

        ports.register(NotificationsPart())
