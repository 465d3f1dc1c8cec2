from hearth.notifications.models.choice import Choice, Reception
from hearth.notifications.models.notification import Notification, Spreading, is_unread
from hearth.notifications.models.received import Received, Suppression

__all__ = ["Choice", "Notification", "Received", "Reception", "Spreading", "Suppression", "is_unread"]
