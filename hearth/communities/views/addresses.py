"""Where communities and discussions are found: the id decides, the words after it are for people."""

from django.urls import reverse

from hearth.communities.models import Community, Discussion


def of_community(community: Community) -> str:
    """Return the canonical path of a community."""
    return reverse("communities:community", args=[community.public_id, community.slug])


def of_discussion(discussion: Discussion) -> str:
    """Return the canonical path of a discussion."""
    return discussion.get_absolute_url()
