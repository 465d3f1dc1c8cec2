"""Cases as those who decide them see them, and decisions as those they are about do."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from hearth.communities.models import MODERATING, Community, Discussion, Membership, Picture, Reply, Restriction
from hearth.communities.models.picture import Source, as_srcset, sizes_of
from hearth.communities.permissions import can_restrict, standing_of
from hearth.communities.queries.discussions import get_discussion, get_reply
from hearth.communities.queries.pictures import file_of, pictures_of
from hearth.core.paging import Page, page
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.permissions import can_suspend
from hearth.members.queries.people import get_member
from hearth.moderation.models import CHANGES_NOTHING, About, Case, Decision, Report, ReportedPicture, Urgency, Verdict
from hearth.moderation.permissions import can_decide, can_see_reporters, keeps_order_in_house

PAGE = 20
MOST = 50
WITH_SUBJECT = ("community", "member", "discussion__community", "reply__discussion__community")


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A report as one moderator sees it; `reporter` is None for those who may not know, visitors and who has left."""

    report: Report
    reporter: Member | None
    pictures: list["PictureSeen"]


@dataclass(frozen=True, slots=True)
class PictureSeen:
    """A picture on the page of a case, from an address that only those who may read the case can open."""

    alternative: str
    width: int
    height: int
    sources: list[Source]

    @property
    def srcset(self) -> str:
        """Its sources as an `img` takes them."""
        return as_srcset(self.sources)


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case with all that a moderator needs to decide it.

    Arguments:
        earlier: what was decided before about this very face in this community, the newest first.
        pictures: those that stand with it now.
        link: where it stands, if this moderator may read there.
        verdicts: what this moderator can decide now; none when they may not.
    """

    case: Case
    reports: list[ReportSeen]
    decisions: list[Decision]
    earlier: list[Decision]
    pictures: list[PictureSeen]
    link: str
    verdicts: list[Verdict]

    @property
    def latest(self) -> Decision | None:
        """The decision that holds, if there is one."""
        return self.decisions[-1] if self.decisions else None


def get_subject(about: str, public_id: str, *, viewer: Member | None) -> Discussion | Reply | Member:
    """Return the discussion, reply or person `viewer` sees under that id; raises Http404."""
    if about == About.DISCUSSION:
        return get_discussion(public_id, viewer=viewer)
    if about == About.REPLY:
        return get_reply(public_id, viewer=viewer)
    if about == About.PERSON:
        return get_member(public_id, viewer=viewer)
    raise Http404


def cases_for(viewer: Member | None) -> QuerySet[Case]:
    """Return the cases `viewer` may read: of the communities they keep order in, or all; none about themself."""
    if viewer is None:
        return Case.objects.none()
    found = Case.objects.all()
    if not keeps_order_in_house(viewer):
        found = found.filter(community__in=Community.objects.moderated_by(viewer))
    return found.exclude(member__isnull=False, member__in=Member.objects.filter(faces.same_person(viewer)))


def list_cases(*, viewer: Member | None, is_open: bool = True, cursor: str = "") -> Page[Case]:
    """Return a page of open cases, the most urgent first, then who waits longest; or of decided ones, the newest first.

    Each says as `is_answered` whether somebody answered a decision about it. Two queries, three with pages.
    """
    answers = Decision.objects.filter(case=OuterRef("pk"), answered_at__isnull=False)
    found = cases_for(viewer).filter(closed_at__isnull=is_open).select_related(*WITH_SUBJECT)
    found = found.annotate(is_answered=Exists(answers))
    by = ("urgency", "pk") if is_open else ("-closed_at", "-pk")
    return page(found, by=by, size=PAGE, cursor=cursor)


def look_out(*, viewer: Member | None) -> tuple[int, bool]:
    """Return how many cases wait for `viewer`, and whether one of them cannot wait. One query."""
    found = cases_for(viewer).filter(closed_at=None).aggregate(waiting=Count("pk"), first=Min("urgency"))
    return found["waiting"], found["first"] == Urgency.NOW


def list_deciders(case: Case) -> list[Member]:
    """Return the main names of those who can decide `case` and are here: of its community, and of the house."""
    kept = Membership.objects.standing().filter(community=case.community_id, role__in=MODERATING)
    names = Member.objects.present().filter(pk__in=kept.values("member"))
    found = [faces.main_face_of(name) for name in names] if case.community_id else []
    people = {each.pk: each for each in (*found, *faces.staff()) if each is not None}
    return [each for each in people.values() if can_decide(each, case)]


def get_case(public_id: str, *, viewer: Member | None) -> Case:
    """Return the case `viewer` may read; raises Http404, whether it is there or not."""
    case = cases_for(viewer).select_related(*WITH_SUBJECT).filter(public_id=public_id).first()
    if case is None:
        raise Http404
    return case


def look_at(case: Case, *, viewer: Member) -> CaseSeen:
    """Return `case`, as `get_case` found it, with its reports, decisions and what `viewer` can do now."""
    names = can_see_reporters(viewer)
    reports = case.reports.select_related("reporter").prefetch_related("pictures").order_by("made_at", "pk")[:MOST]
    earlier = Decision.objects.none()
    if case.member is not None:
        earlier = Decision.objects.filter(case__member=case.member, case__community=case.community)
    return CaseSeen(
        case=case,
        reports=[
            ReportSeen(
                report,
                report.reporter if names else None,
                [_picture(case, each.key, each) for each in report.pictures.all()],
            )
            for report in reports
        ],
        decisions=list(case.decisions.select_related("by").order_by("pk")),
        earlier=list(earlier.exclude(case=case).select_related("by", "case").order_by("-at", "-pk")[:MOST]),
        pictures=[_picture(case, each.public_id, each) for each in _pictures_now(case)],
        link=_link_to(case, viewer),
        verdicts=_verdicts(case, viewer) if can_decide(viewer, case) else [],
    )


def get_case_picture(case: Case, key: str, *, size: str) -> bytes:
    """Return a picture that stands with `case`, as `get_case` found it, or stood there when it was reported.

    Raises Http404.
    """
    rows: list[Picture | ReportedPicture] = [each for each in _pictures_now(case) if each.public_id == key]
    rows += ReportedPicture.objects.filter(report__case=case, key=key)[:1]
    if not rows:
        raise Http404
    return file_of(key, width=rows[0].width, size=size)


def _pictures_now(case: Case) -> list[Picture]:
    return pictures_of(case.written) if case.written and not case.written.deleted_at else []


def _picture(case: Case, key: str, row: Picture | ReportedPicture) -> PictureSeen:
    sources = [
        Source(reverse("moderation:case-picture", args=[case.public_id, key, size]), width)
        for size, width in sizes_of(row.width).items()
    ]
    return PictureSeen(row.alternative, row.width, row.height, sources)


def list_own_decisions(viewer: Member) -> list[Decision]:
    """Return what was decided about anything the person behind `viewer` wrote or is, the newest first; for them only.

    Nothing in it says who decided, or that anybody reported it.
    """
    return list(own_decisions(viewer).order_by("-at", "-pk")[:MOST])


def get_own_decision(public_id: str, *, viewer: Member | None) -> Decision:
    """Return a decision about the person behind `viewer`; raises Http404."""
    found = own_decisions(viewer).filter(public_id=public_id).first() if viewer else None
    if found is None:
        raise Http404
    return found


def own_decisions(viewer: Member) -> QuerySet[Decision]:
    """Return what was decided about the person behind `viewer`, for them only; see `list_own_decisions`."""
    found = Decision.objects.filter(faces.same_person(viewer, "case__member")).exclude(verdict__in=CHANGES_NOTHING)
    return found.select_related("community", "case__member", "case__discussion", "case__reply__discussion")


def restricted_in(case: Case, viewer: Member) -> list[Community]:
    """Return where whoever the case is about may not write now, of the places it belonged to when it was decided.

    Only those in which `viewer` may let them write again. One query, and those of `standing_of` for each place.
    """
    if case.member is None:
        return []
    decided_in = case.decisions.filter(verdict=Verdict.RESTRICTED, community__isnull=False).values("community")
    holding = Restriction.objects.filter(member=case.member).holding().select_related("community")
    here = holding.filter(Q(community=case.community_id) | Q(community__in=decided_in))
    return [row.community for row in here if can_restrict(standing_of(viewer, row.community), case.member)]


def _verdicts(case: Case, viewer: Member) -> list[Verdict]:
    """Return what would not be refused as things are now."""
    able = {Verdict.DISMISSED}
    written = case.written
    if written is not None and written.deleted_at is None:
        able.add(Verdict.RESTORED if written.hidden_at else Verdict.HIDDEN)
    if case.discussion is not None:
        able.add(Verdict.UNLOCKED if case.discussion.is_locked else Verdict.LOCKED)
    if case.member is not None:
        able |= _about_person(case, case.member, viewer)
    return [verdict for verdict in Verdict if verdict in able]


def _about_person(case: Case, member: Member, viewer: Member) -> set[Verdict]:
    able = {Verdict.SUSPENDED} if can_suspend(viewer, member) else set()
    if case.community is not None and can_restrict(standing_of(viewer, case.community), member):
        able.add(Verdict.RESTRICTED)
    if restricted_in(case, viewer):
        able.add(Verdict.RELEASED)
    return able


def _link_to(case: Case, viewer: Member) -> str:
    if case.about == About.PERSON:
        return ""
    seen = Discussion.objects.visible_to(viewer)
    if case.reply is not None and seen.filter(pk=case.reply.discussion_id).exists():
        return case.reply.get_absolute_url()
    if case.discussion is not None and seen.filter(pk=case.discussion.pk).exists():
        return case.discussion.get_absolute_url()
    return ""
