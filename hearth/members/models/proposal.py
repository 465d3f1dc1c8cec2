from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField


class ProposalState(models.TextChoices):
    """How a proposal stands."""

    WAITING = "waiting", _("waiting for an answer")
    ACCEPTED = "accepted", _("made a topic")
    MERGED = "merged", _("added to a topic that was there")
    REFUSED = "refused", _("not taken up")


class TopicProposal(models.Model):
    """A member missed a topic. Only they and those who look after the topics read it, and these not who wrote it."""

    public_id = PublicIdField()
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="topic_proposals")
    words = models.CharField(max_length=100)
    language = models.CharField(max_length=10)
    about = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    topic = models.ForeignKey("topics.Topic", null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"topic proposal {self.pk}"
