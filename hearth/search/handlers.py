"""What search does when something happens elsewhere: the document says what the living row says now."""

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.search.actions.indexing import index
from hearth.search.actions.tidying import clear_soon
from hearth.search.models import Kind


@on(
    "discussion.started", "discussion.edited", "discussion.restored", "discussion.split", "discussion.merged",
    "reply.posted", "reply.edited", "reply.restored",
    "community.founded", "community.changed", "member.joined", "member.changed", "organization.joined",
)  # fmt: skip
def index_subject(activity: Activity) -> None:
    """What was written or changed is found by its new words."""
    kind = activity.subject_type.rpartition(".")[2]
    index(Kind(kind), [activity.subject_id])


@on("discussion.deleted", "reply.deleted")
def forget_stems(activity: Activity) -> None:
    """What was erased leaves no stem behind in the index."""
    clear_soon()
