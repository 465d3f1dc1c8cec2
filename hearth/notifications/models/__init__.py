from hearth.notifications.models.choice import Choice, Reception
from hearth.notifications.models.notification import Notification, Spreading, is_unread

__all__ = ["Choice", "Notification", "Reception", "Spreading", "is_unread"]
