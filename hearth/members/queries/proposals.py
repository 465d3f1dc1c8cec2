"""Topics that members miss: for whoever proposed them, and for those who look after the topics."""

from django.db.models import QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.members.models import Member, ProposalState, TopicProposal, is_present
from hearth.members.permissions import can_keep_topics

SHOWN = 20


def list_own_proposals(member: Member) -> list[TopicProposal]:
    """Return what `member` proposed, the newest first. For themself only. One query."""
    found = TopicProposal.objects.filter(member=member).select_related("topic")
    return list(found.order_by("-proposed_at", "-pk")[:SHOWN])


def list_proposals(*, viewer: Member | None, cursor: str = "") -> Page[TopicProposal]:
    """Return a page of what waits for an answer, the oldest first. Raises Http404 for people who do not answer."""
    return page(_waiting(viewer), by=("proposed_at", "pk"), cursor=cursor)


def get_proposal(public_id: str, *, viewer: Member | None) -> TopicProposal:
    """Return one that waits; raises Http404 when there is none, and for people who do not answer."""
    found = _waiting(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _waiting(viewer: Member | None) -> QuerySet[TopicProposal]:
    if not can_keep_topics(viewer):
        raise Http404
    return TopicProposal.objects.filter(is_present(), state=ProposalState.WAITING)
