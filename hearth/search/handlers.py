"""What search does when something happens elsewhere: the document says what the living row says now.

What was erased needs no word: its document goes in the same transaction (`adapters.py`).
"""

from django.db.models import Exists, OuterRef

from hearth.activity import on
from hearth.activity.models import Activity
from hearth.communities.models import Rearrangement, Reply
from hearth.organizations.models import DirectoryEntry, Organization
from hearth.search.actions.indexing import in_batches, index
from hearth.search.models import Document, Kind
from hearth.topics.models import Topic


@on(
    "discussion.started", "discussion.edited", "discussion.restored", "reply.posted", "reply.edited", "reply.restored",
    "community.founded", "community.changed", "member.joined", "member.changed",
    "organization.joined", "organization.changed", "topic.added", "topic.changed",
)  # fmt: skip
def index_subject(activity: Activity) -> None:
    """What was written or changed is found by its new words, and by no others."""
    index(Kind(activity.subject_type.rpartition(".")[2]), [activity.subject_id])


@on("vocabulary.extended")
def index_new_topics(activity: Activity) -> None:
    """Topics that were added together are found together."""
    new = Topic.objects.filter(~Exists(Document.objects.filter(topic=OuterRef("pk"))), pk__gte=activity.subject_id)
    index(Kind.TOPIC, next(in_batches(new), []))


@on("directory.imported")
def index_listed(activity: Activity) -> None:
    """What one batch of a list added or changed is found; what changed again since is the matter of a later batch."""
    entries = DirectoryEntry.objects.filter(source=activity.subject_id, changed_at=activity.at)
    for keys in in_batches(Organization.objects.filter(pk__in=entries.values("organization"))):
        index(Kind.ORGANIZATION, keys)


@on("discussion.merged", "discussion.split")
def index_rearranged(activity: Activity) -> None:
    """What was merged or split is found where it stands now: an opening as a reply, or the other way round."""
    trace = Rearrangement.objects.filter(pk=activity.subject_id).first()
    if trace is not None:
        index(Kind.DISCUSSION, {key for key in (trace.source_id, trace.to_id) if key})
        # A reply that only stands elsewhere says what it said: its document leads to it wherever it is.
        known = Document.objects.filter(reply=OuterRef("pk"))
        became = Reply.objects.filter(~Exists(known), discussion=trace.to_id, moved_at__gte=trace.at, deleted_at=None)
        for keys in in_batches(became):
            index(Kind.REPLY, keys)
