from typing import NamedTuple

from django.db import models
from django.urls import reverse

from hearth.communities.picture_files import WIDTHS
from hearth.core.ids import PublicIdField


class Source(NamedTuple):
    """One width in which a picture is served."""

    url: str
    width: int


def sizes_of(width: int) -> dict[str, int]:
    """Return the widths in which a picture `width` pixels wide is kept, by their names, the narrowest first."""
    narrower = {name: each for name, each in WIDTHS.items() if each < width and name != "large"}
    return dict(sorted(narrower.items(), key=lambda each: each[1])) | {"large": width}


def as_srcset(sources: list[Source]) -> str:
    """Return `sources` as an `img` takes them."""
    return ", ".join(f"{url} {width}w" for url, width in sources)


class Picture(models.Model):
    """A picture in a post, with its alternative text. Its files are found by its public id; who may see it is whoever
    may see the post."""

    public_id = PublicIdField()
    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="pictures")
    reply = models.ForeignKey(
        "communities.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="pictures"
    )
    alternative = models.CharField(max_length=500)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"picture {self.public_id}"

    @property
    def sizes(self) -> dict[str, int]:
        """The widths it is kept in, by their names, the narrowest first."""
        return sizes_of(self.width)

    @property
    def sources(self) -> list[Source]:
        """Where it is served, the narrowest first."""
        return [
            Source(reverse("communities:picture", args=[self.public_id, name]), width)
            for name, width in self.sizes.items()
        ]

    @property
    def srcset(self) -> str:
        """Its sources as an `img` takes them."""
        return as_srcset(self.sources)


class Mention(models.Model):
    """A text names somebody, by a face: the one it says, and no other of that person.

    `position` tells which of the names marked in the text is meant, see `hearth.communities.mentions`.
    """

    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(
        "communities.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="mentions"
    )
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="mentions")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "position"], name="one_mention_at_a_place_of_a_reply"),
            models.UniqueConstraint(
                fields=["discussion", "position"],
                condition=models.Q(reply=None),
                name="one_mention_at_a_place_of_an_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"mention {self.pk}"
