"""Word that a question waits for somebody: brought to them, or asking for what they are."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word
from hearth.communities.models import Discussion, Role
from hearth.communities.queries.readers import holds_role
from hearth.communities.queries.told import openings_told
from hearth.core.paths import path_to
from hearth.core.translated import isolated
from hearth.matching.models import Need, Offer, Question
from hearth.matching.queries.desk import Brought, needs_told, offers_told, who_are_needed
from hearth.members import faces
from hearth.members.models import Member

QUESTIONS: Final = Kind(
    "questions",
    gettext_lazy("A question that nobody has answered waits for me"),
    How.AT_ONCE,
    is_of_places=True,
    is_of_communities=True,
    concerns=partial(holds_role, roles=[role for role in Role if role != Role.MEMBER]),
)


def _matter(key: int, asked: Discussion) -> Matter:
    return Matter(pk=key, community=asked.community_id, discussion=asked.pk, by=asked.author_id)


def _offered(activity: Activity) -> Matter | None:
    found = Question.objects.waiting().filter(offers=activity.subject_id).select_related("discussion").first()
    if found is None:
        return None
    return _matter(activity.subject_id, found.discussion)


def _to_whom(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(pk__in=Offer.objects.filter(pk=matter.pk).values("member")))


def _tell_offers(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say what waits; nothing once it was answered or ran out."""
    return _told(offers_told(keys, viewer=viewer, now=timezone.now()), viewer, says=_says_offered)


def _referred(activity: Activity) -> Matter | None:
    waiting = Question.objects.waiting().exclude(need=Need.NOBODY).select_related("discussion")
    found = waiting.filter(pk=activity.subject_id).first()
    return _matter(found.pk, found.discussion) if found else None


def _who_are_needed(matter: Matter) -> QuerySet[Member]:
    return who_are_needed(Question.objects.select_related("discussion").get(pk=matter.pk))


def _tell_needs(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say who is asked for; nothing once it was answered, or needs nobody in particular any more."""
    return _told(needs_told(keys, viewer=viewer, now=timezone.now()), viewer, says=_says_needed)


def _told(found: Mapping[int, Brought], viewer: Member, *, says: Callable[[Brought], str]) -> dict[int, Told]:
    posts = openings_told([each.discussion.pk for each in found.values()], viewer=viewer)
    told = {}
    for key, each in found.items():
        post, discussion = posts.get(each.discussion.pk), each.discussion
        waits = not each.is_elsewhere
        told[key] = Told(
            sentence=says(each) if waits else _says_elsewhere(each),
            hint=_("A question waits for you") if waits else _("Somebody has taken a question in hand"),
            address=path_to("communities:discussion", discussion.public_id),
            title=discussion.title,
            by=post.author if post else None,
            words=post.html if post and waits else SafeString(""),
            lang=post.written.language if post and waits else "",
            is_answerable=waits and each.may_take,
            above=(discussion.public_id,),
        )
    return told


def _says_offered(each: Brought) -> str:
    if each.is_in_hand:
        return _("You have the question “%(title)s” in %(community)s in hand.") % _names(each)
    return _("A question in %(community)s that nobody has answered yet waits for you: “%(title)s”.") % _names(each)


def _says_needed(each: Brought) -> str:
    if each.question.need == Need.CLINICIAN:
        return _("A question in %(community)s needs a clinician: “%(title)s”.") % _names(each)
    return _("A question in %(community)s needs a moderator: “%(title)s”.") % _names(each)


def _says_elsewhere(each: Brought) -> str:
    return _("Somebody else has the question “%(title)s” in %(community)s in hand now.") % _names(each)


def _names(each: Brought) -> dict[str, str]:
    return {"title": isolated(each.discussion.title), "community": isolated(each.discussion.community.name)}


def _answered(activity: Activity) -> Collection[int]:
    """Return the discussion in which somebody answered, if that was in the queue."""
    found = Question.objects.filter(discussion__replies=activity.subject_id)
    return list(found.values_list("pk", flat=True))


def _offers_answered(activity: Activity) -> Collection[int]:
    return _offers_of(_answered(activity))


def _offers_let_go(activity: Activity) -> Collection[int]:
    return _offers_of([activity.subject_id])


def _offers_of(questions: Collection[int]) -> Collection[int]:
    return list(Offer.objects.filter(question__in=questions).values_list("pk", flat=True))


def _asks_for_nobody(activity: Activity) -> Collection[int]:
    return (activity.subject_id,)


NOTICES: Final = (
    Word(
        kind=QUESTIONS,
        about="need",
        verbs=frozenset({"question.referred"}),
        ends={"reply.posted": _answered, "question.let_go": _asks_for_nobody},
        matter=_referred,
        people=_who_are_needed,
        tell=_tell_needs,
        renews=True,
    ),
    Word(
        kind=QUESTIONS,
        about="offer",
        verbs=frozenset({"question.offered"}),
        ends={"reply.posted": _offers_answered, "question.let_go": _offers_let_go},
        matter=_offered,
        people=_to_whom,
        tell=_tell_offers,
    ),
)
