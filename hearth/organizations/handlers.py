"""What the network does when something happened in it."""

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.organizations.actions.counting import recount_directory


@on("organization.joined", "organization.changed")
def count_organizations(activity: Activity) -> None:
    """The numbers of the directory follow."""
    recount_directory()
