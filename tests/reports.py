"""What was reported and decided in the world of the house-wide tests, in a place of its own that few may know of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.places import Description, found_community
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Joining, Reply, Restriction
from hearth.members.models import Member
from hearth.moderation.actions.deciding import Ruling, answer, decide
from hearth.moderation.actions.reporting import Told, report
from hearth.moderation.models import Case, Decision, Report, ReportedPicture
from hearth.organizations.permissions import HOUSE
from tests.conversations import Conversations, pictured
from tests.people import join_person

NOOK = ("owner", "operator")
"""Who may read the cases of the nook: its steward, and whoever keeps order in the whole house."""


@dataclass
class Reports:
    """Cases in a nook that the owner of the secrets leads, and one where everybody may read.

    Arguments:
        words: a discussion of somebody else in the nook.
        case: about it; decided, answered, and so open again.
        other: about a reply that everybody may read; its moderators are none of the personas.
        decision: about somebody else.
        own: about the owner, for something they wrote in the nook.
        reporter: who reported `words`.
    """

    words: Discussion
    case: Case
    other: Case
    decision: Decision
    own: Decision
    reporter: Member

    @classmethod
    def build(cls, owner: Member, conversations: Conversations) -> "Reports":
        """Make them in the database."""
        said = Description(name="Nook", description="For very few.", joining=Joining.BY_INVITATION)
        nook = found_community(said, steward=owner, by=HOUSE)
        writer, reporter = join_person("Nook writer"), join_person("Nook teller")
        second = join_person("Nook second")
        with transaction.atomic():
            admit(nook, writer)
            admit(nook, reporter)
            admit(nook, second, role="moderator")
        words = start_discussion(nook, Opening(title="Said in the nook", body="Quite rude."), by=writer)
        pictured(words, b"Canary-reported-file")
        words.refresh_from_db()
        mine = post_reply(words, Answer(body="Me too."), by=second)
        case = report(words, Told(kind="unkind", words="Rude"), by=reporter).case
        decision = decide(case, Ruling(verdict="locked", rule="kind", reason="Be kinder."), by=owner)
        answer(decision, "I was tired.", by=writer)
        Reply.objects.filter(pk=mine.pk).update(author=owner)
        mine.refresh_from_db()
        about_owner = report(mine, Told(kind="other"), by=reporter).case
        own = decide(about_owner, Ruling(verdict="hidden", rule="kind", reason="You, too."), by=second)
        told = report(conversations.reply, Told(kind="other"), by=join_person("Teller of little"))
        key, other = conversations.picture.public_id, told.case
        ReportedPicture.objects.create(report=told, key=key, alternative="Seen then", width=640, height=480)
        return cls(words=words, case=case, other=other, decision=decision, own=own, reporter=reporter)

    def at_picture(self, case: Case) -> dict[str, str]:
        """Return the arguments of the address of the picture that was reported in `case`."""
        picture = ReportedPicture.objects.get(report__case=case)
        return {"case_id": case.public_id, "picture_id": picture.key, "size": "large"}

    def mark(self) -> Iterator[tuple[str, str, tuple[str, ...], str, str]]:
        """Put a mark on all of it; yield field, mark, who may see it, where the first of them does, and beside what."""
        here = "moderation:case"
        told = {name: f"Canary-report-{name}" for name in ("words", "title", "body", "read_in")}
        Report.objects.filter(case=self.case).update(**told)
        for name, mark in told.items():
            yield f"moderation.Report.{name}", mark, NOOK, here, ""
        pictures = ReportedPicture.objects.filter(report__case=self.case)
        pictures.update(alternative="Canary-report-alternative")
        yield "moderation.ReportedPicture.alternative", "Canary-report-alternative", NOOK, here, ""
        yield "moderation.ReportedPicture.key", pictures.get().key, NOOK, here, ""
        yield "file of a reported picture", "Canary-reported-file", NOOK, "moderation:case-picture", ""
        said = {name: f"Canary-decision-{name}" for name in ("reason", "answer")}
        Decision.objects.filter(pk=self.decision.pk).update(**said)
        for name, mark in said.items():
            yield f"moderation.Decision.{name}", mark, NOOK, here, ""
        Decision.objects.filter(pk=self.own.pk).update(reason="Canary-own-reason")
        yield "moderation.Decision.reason", "Canary-own-reason", ("owner",), "moderation:own-decisions", ""
        yield "moderation.Decision.public_id", self.own.public_id, ("owner",), "moderation:own-decisions", ""
        yield "moderation.Case.public_id", self.case.public_id, NOOK, "moderation:cases", ""
        Restriction.objects.create(
            community=self.words.community,
            member=self.reporter,
            reason="Canary-restriction",
            until=timezone.now() + timedelta(days=9),
        )
        yield "communities.Restriction.reason", "Canary-restriction", (), "", ""
        # Known apart, for the house alone together.
        yield "moderation.Report.reporter", self.reporter.name, ("operator",), here, told["words"]
