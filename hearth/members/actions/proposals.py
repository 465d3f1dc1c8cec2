"""Topics that members miss, and what becomes of their proposals."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.core.folding import fold
from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.members.models import Member, ProposalState, TopicProposal
from hearth.members.permissions import can_keep_topics
from hearth.topics.actions import Name
from hearth.topics.actions.wording import add_name, make_topic
from hearth.topics.models import NameKind, Topic
from hearth.topics.queries import topics_named

MOST_WAITING = 5


@transaction.atomic
def propose_topic(words: str, *, language: str, about: str, by: Member, at: datetime | None = None) -> TopicProposal:
    """Keep that `by` misses a topic called `words`, for those who look after the topics.

    Raises Refusal when there is a topic called so, when they proposed it already, or have MOST_WAITING waiting.
    """
    take_turn(f"members.proposals {by.pk}")
    if topics_named([words]):
        raise Refusal(_("There is a topic called so already. Look for it in the list of topics."))
    waiting = TopicProposal.objects.filter(member=by, state=ProposalState.WAITING)
    if any(fold(each.words) == fold(words) for each in waiting):
        raise Refusal(_("You proposed this already. It waits for an answer."))
    if len(waiting) >= MOST_WAITING:
        said = ngettext(
            "%(most)d proposal of yours waits. Propose more once it is answered.",
            "%(most)d proposals of yours wait. Propose more once one is answered.",
            MOST_WAITING,
        )
        raise Refusal(said % {"most": MOST_WAITING})
    return TopicProposal.objects.create(
        member=by, words=words, language=language, about=about, proposed_at=at or timezone.now()
    )


@transaction.atomic
def accept_proposal(
    proposal: TopicProposal, *, sentence: str, broader: Iterable[Topic], answer: str, by: Member
) -> Topic:
    """Make a topic of `proposal` and return it.

    Raises PermissionDenied unless `by` looks after the topics, Refusal when it was answered in the meantime.
    """
    held = _hold(proposal, by)
    name = Name(held.language, NameKind.PREFERRED, held.words)
    topic = make_topic(name, description=sentence, broader=broader)
    _answer(held, ProposalState.ACCEPTED, topic, answer)
    return topic


@transaction.atomic
def merge_proposal(proposal: TopicProposal, *, into: Topic, answer: str, by: Member) -> None:
    """Make the proposed words everyday words for the topic `into`. Raises as above."""
    held = _hold(proposal, by)
    add_name(into, Name(held.language, NameKind.EVERYDAY, held.words))
    _answer(held, ProposalState.MERGED, into, answer)


@transaction.atomic
def refuse_proposal(proposal: TopicProposal, *, answer: str, by: Member) -> None:
    """Say no to `proposal`, with a word to whoever proposed it. Raises as above."""
    _answer(_hold(proposal, by), ProposalState.REFUSED, None, answer)


def _hold(proposal: TopicProposal, by: Member) -> TopicProposal:
    require(can_keep_topics(by))
    held = TopicProposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != ProposalState.WAITING:
        raise Refusal(_("Somebody else answered this proposal in the meantime."))
    return held


def _answer(proposal: TopicProposal, state: ProposalState, topic: Topic | None, answer: str) -> None:
    proposal.state, proposal.topic, proposal.answer, proposal.decided_at = state, topic, answer, timezone.now()
    proposal.save(update_fields=["state", "topic", "answer", "decided_at"])
