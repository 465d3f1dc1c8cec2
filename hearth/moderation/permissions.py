"""Who reports, who reads cases, who decides them."""

from hearth.communities.models import Community, Discussion, Reply
from hearth.communities.models.community import MODERATE_ANYWHERE
from hearth.communities.permissions import standing_of
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.permissions import has_right
from hearth.moderation.models import CHANGES_NOTHING, Case, Decision


def keeps_order_in_house(by: Member | None) -> bool:
    """Read and decide every case, and see who reported: staff who were given that right."""
    account = faces.account_of(by) if by is not None else None
    return account is not None and account.is_staff and has_right(by, MODERATE_ANYWHERE)


def keeps_order_somewhere(by: Member | None) -> bool:
    """Read and decide cases at all: in the house, or in one community at least."""
    return by is not None and (keeps_order_in_house(by) or Community.objects.moderated_by(by).exists())


def can_report(by: Member | None, subject: Discussion | Reply | Member) -> bool:
    """Anybody may report what they can see, visitors too; not what they wrote, nor themself."""
    return by is None or not faces.are_one(by, author_of(subject))


def can_see_case(by: Member | None, case: Case) -> bool:
    """The moderators of its community and of the house; never the person it is about, under whatever name."""
    if by is None or (case.member is not None and faces.are_one(by, case.member)):
        return False
    if keeps_order_in_house(by):
        return True
    return case.community is not None and standing_of(by, case.community).moderates


def can_decide(by: Member | None, case: Case) -> bool:
    """Whoever may read it decides it, but nobody what they reported themself."""
    return by is not None and can_see_case(by, case) and not case.reports.filter(reporter=by).exists()


def can_see_reporters(by: Member | None) -> bool:
    """Who reported is for the moderators of the house only."""
    return keeps_order_in_house(by)


def can_answer(by: Member | None, decision: Decision) -> bool:
    """Whoever a decision is about answers it, once."""
    about = decision.case.member
    if by is None or about is None or decision.verdict in CHANGES_NOTHING or decision.answered_at is not None:
        return False
    return faces.are_one(by, about)


def author_of(subject: Discussion | Reply | Member) -> Member:
    """Return the face a report about `subject` is about."""
    return subject if isinstance(subject, Member) else subject.author
