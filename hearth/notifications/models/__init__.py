from hearth.notifications.models.choice import Choice, Reception
from hearth.notifications.models.notification import Notification, Spreading, is_unread
from hearth.notifications.models.suppression import Suppression

__all__ = ["Choice", "Notification", "Reception", "Spreading", "Suppression", "is_unread"]
