"""A place where something was said, and the people around it, made by our own actions."""

from dataclasses import dataclass, field
from itertools import count

from django.urls import reverse

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Community, Discussion, Reply, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.members.models import Member
from hearth.moderation.actions.reporting import Told, report
from hearth.moderation.models import Case, ReportKind
from tests.people import appoint, join_person

_numbers = count(1)


@dataclass
class Scene:
    """A discussion under a usual name and a reply under a one-off name, with everybody who may have to do with them."""

    place: Community = field(default_factory=lambda: open_community(name="Tired hearts"))

    def __post_init__(self) -> None:
        number = next(_numbers)
        self.writer: Member = member_of(self.place, name=f"Rude Robin {number}")
        self.hider: Member = member_of(self.place, name=f"Hidden Hazel {number}")
        self.reporter: Member = member_of(self.place, name=f"Amara N. {number}")
        self.moderator: Member = member_of(self.place, Role.MODERATOR, name=f"June W. {number}")
        self.elsewhere: Member = member_of(open_community(), Role.STEWARD, name=f"Faraway Fred {number}")
        house = appoint(join_person(f"Watchful Wanda {number}"), "moderators")
        self.house: Member = Member.objects.get(pk=house.pk)  # with the account as it is now
        opening = Opening(title="What I sell", body="Buy my drops.")
        self.discussion: Discussion = start_discussion(self.place, opening, by=self.writer)
        said = Answer(body="Stop your tablets.", name=Name.ALIAS)
        self.reply: Reply = post_reply(self.discussion, said, by=self.hider)

    def report(self, subject=None, *, kind=ReportKind.SELLING, words="It sells drops.", by=None) -> Case:
        """Report something, by the reporter unless told; return its case."""
        made = report(subject or self.discussion, Told(kind=kind, words=words), by=by or self.reporter)
        return Case.objects.get(pk=made.case_id)


def report_url(about: str, subject: Discussion | Reply | Member) -> str:
    """Return where somebody reports `subject`."""
    return reverse("moderation:report", args=[about, subject.public_id])


def case_url(case: Case) -> str:
    """Return where a case is read and decided."""
    return reverse("moderation:case", args=[case.public_id])


def text(answer) -> str:
    """Return the page."""
    return answer.content.decode()


RULING = {"verdict": "hidden", "rule": "sale", "reason": "We sell nothing here.", "days": ""}
