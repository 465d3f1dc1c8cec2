"""What moderation does when something happens elsewhere."""

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.moderation.actions.keeping import follow_discussion


@on("discussion.moved")
def take_cases_along(activity: Activity) -> None:
    """A moved discussion is the matter of the moderators where it is now."""
    follow_discussion(activity.subject_id)
