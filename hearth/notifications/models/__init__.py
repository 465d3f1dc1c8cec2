from hearth.notifications.models.choice import Choice, Reception
from hearth.notifications.models.notification import Notification, Spreading

__all__ = ["Choice", "Notification", "Reception", "Spreading"]
