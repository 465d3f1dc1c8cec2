"""The mentors of the house-wide tests: the owner was one in the den, where a friend offers to be one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from hearth.communities.models import Membership
from hearth.matching.actions.nominating import nominate
from hearth.matching.actions.training import begin_checklist
from hearth.matching.models import Mentorship, Stage, TrainingStep
from hearth.members.models import Member
from tests.places import Places


@dataclass
class Mentoring:
    """What there is of mentors in the world.

    Arguments:
        step: of the square's checklist.
        friend: belongs to the den.
        secret_step: of the den's checklist.
        former: the owner was a mentor of the den, which a steward ended; nobody but them may know.
        offered: the friend offers to be one, in words for the owner, who leads there.
    """

    step: TrainingStep
    friend: Membership
    secret_step: TrainingStep
    former: Mentorship
    offered: Mentorship

    @classmethod
    def build(cls, places: Places, owner: Member) -> "Mentoring":
        """Make them in the database."""
        begin_checklist(places.square, by=places.square.memberships.get(role="steward").member)
        friend = places.den.memberships.exclude(member=owner).select_related("member", "community").get()
        today = timezone.localdate()
        former = Mentorship.objects.create(
            community=places.den,
            member=owner,
            stage=Stage.ALUMNI,
            is_agreed=True,
            began_on=today - timedelta(days=90),
            ends_on=today - timedelta(days=1),
        )
        begin_checklist(places.den, by=owner)
        return cls(
            step=places.square.training_steps.earliest("pk"),
            friend=friend,
            secret_step=places.den.training_steps.earliest("pk"),
            former=former,
            offered=nominate(friend, by=friend.member),
        )

    def mark(self) -> Iterator[tuple[str, str, str]]:
        """Put a mark on every text of the den; yield field, mark and the URL name where the owner sees it, if any."""
        said = {"end_reason": "Canary-why-ended", "thanks": "Canary-thanks"}
        Mentorship.objects.filter(pk=self.former.pk).update(**said)
        Mentorship.objects.filter(pk=self.offered.pk).update(words="Canary-why-mentor")
        TrainingStep.objects.filter(pk=self.secret_step.pk).update(words="Canary-step")
        for name, mark in said.items():
            yield f"matching.Mentorship.{name}", mark, "matching:mentorship"
        yield "matching.Mentorship.words", "Canary-why-mentor", "matching:mentors"
        yield "matching.Mentorship.public_id", self.offered.public_id, "matching:mentors"
        yield "matching.TrainingStep.words", "Canary-step", "matching:checklist"
        yield "matching.TrainingStep.public_id", self.secret_step.public_id, ""
