"""The checklist of a community, and how far somebody is with it."""

from dataclasses import dataclass

from django.http import Http404

from hearth.communities.models import Community
from hearth.matching.models import Mentorship, TrainingStep


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: each step, and whether they have done it."""

    steps: list[tuple[TrainingStep, bool]]

    @property
    def done(self) -> int:
        """How many of the steps they have done."""
        return sum(is_done for _step, is_done in self.steps)

    @property
    def all(self) -> int:
        """How many there are."""
        return len(self.steps)


def list_steps(community: Community) -> list[TrainingStep]:
    """Return the checklist of `community` in its order. For its stewards, and whoever gets ready there."""
    return list(TrainingStep.objects.filter(community=community))


def get_step(community: Community, public_id: str) -> TrainingStep:
    """Return one step of the checklist of `community`; raises Http404."""
    step = TrainingStep.objects.select_related("community").filter(community=community, public_id=public_id).first()
    if step is None:
        raise Http404
    return step


def progress_of(mentorship: Mentorship) -> Progress:
    """Return how far somebody is. Two queries."""
    done = set(mentorship.steps.values_list("pk", flat=True))
    return Progress([(step, step.pk in done) for step in list_steps(mentorship.community)])


def is_trained(mentorship: Mentorship) -> bool:
    """Say whether nothing of the checklist is left for them. One query."""
    ticked = mentorship.steps.values("pk")
    return not TrainingStep.objects.filter(community=mentorship.community_id).exclude(pk__in=ticked).exists()
