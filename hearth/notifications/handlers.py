"""What notifications do when something happens elsewhere."""

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.activity.ports import announced
from hearth.notifications.actions.reading import forget_what_is_gone
from hearth.notifications.actions.spreading import spread


@on(*sorted(announced()))
def tell_people(activity: Activity) -> None:
    """Whoever wants word of it gets it, in the way they chose."""
    spread(activity)


@on("discussion.hidden", "discussion.deleted", "reply.hidden", "reply.deleted")
def take_back(activity: Activity) -> None:
    """What cannot be read any more is in nobody's list, nor in its number."""
    forget_what_is_gone(activity)
