from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from hearth.communities.views import (
    acts,
    attention,
    discussions,
    distance,
    findings,
    openings,
    order,
    own_words,
    pictures,
    reactions,
    rearranging,
    replies,
    waiting,
)

DISCUSSION, REPLY = "discussions/<id:discussion_id>", "replies/<id:reply_id>"


def _pair(
    noun: str, name: str, view: Callable[..., HttpResponse], what: str, under: str = DISCUSSION
) -> list[URLPattern]:
    """Return the address that does something and the one that ends it."""
    return [
        path(f"{under}/{noun}/", view, {"what": what}, name=name),
        path(f"{under}/{noun}/end/", view, {"what": f"{what}-end"}, name=f"{name}-end"),
    ]


urlpatterns = [
    path("ask/", openings.ask, name="ask"),
    path("pictures/<id:picture_id>/<slug:size>/", pictures.show, name="picture"),
    path("communities/<id:community_id>/discussions/new/", openings.create, name="discussion-new"),
    path("discussions/waiting/", waiting.show, name="waiting"),
    path("discussions/waiting/end/", waiting.drop, name="waiting-end"),
    path("bookmarks/", attention.bookmarks, name="bookmarks"),
    path(f"{DISCUSSION}/replies/", replies.create, name="reply-create"),
    path(f"{DISCUSSION}/news/", discussions.news, name="news"),
    path(f"{DISCUSSION}/edit/", own_words.change_discussion, name="discussion-edit"),
    path(f"{DISCUSSION}/delete/", own_words.remove_discussion, name="discussion-delete"),
    path(f"{DISCUSSION}/history/", own_words.history_of_discussion, name="discussion-history"),
    path(f"{DISCUSSION}/distance/", distance.from_asker, name="discussion-distance"),
    path(f"{DISCUSSION}/move/", order.move, name="discussion-move"),
    path(f"{DISCUSSION}/merge/", rearranging.merge, name="discussion-merge"),
    path(f"{DISCUSSION}/split/", rearranging.split, name="discussion-split"),
    path(f"{DISCUSSION}/section/", rearranging.to_section, name="discussion-section"),
    *_pair("lock", "discussion-lock", acts.act, "lock"),
    *_pair("pin", "discussion-pin", acts.act, "pin"),
    *_pair("follow", "discussion-follow", acts.act, "follow"),
    *_pair("mute", "discussion-mute", acts.act, "mute"),
    *_pair("bookmark", "discussion-bookmark", acts.act, "bookmark"),
    path(f"{DISCUSSION}/reactions/<slug:kind>/", reactions.of_discussion, name="discussion-reaction"),
    path(
        f"{DISCUSSION}/reactions/<slug:kind>/end/",
        reactions.of_discussion,
        {"ends": True},
        name="discussion-reaction-end",
    ),
    path(f"{DISCUSSION}/", discussions.show, name="discussion"),
    path(f"{DISCUSSION}/<str:slug>/", discussions.show, name="discussion"),
    path(f"{REPLY}/", discussions.reply, name="reply"),
    path(f"{REPLY}/edit/", own_words.change_reply, name="reply-edit"),
    path(f"{REPLY}/delete/", own_words.remove_reply, name="reply-delete"),
    path(f"{REPLY}/history/", own_words.history_of_reply, name="reply-history"),
    path(f"{REPLY}/distance/", distance.from_author, name="reply-distance"),
    path(f"{REPLY}/helped/", findings.helped, name="reply-helped"),
    path(f"{REPLY}/otherwise/", findings.otherwise, name="reply-otherwise"),
    path(f"{REPLY}/reactions/<slug:kind>/", reactions.of_reply, name="reply-reaction"),
    path(f"{REPLY}/reactions/<slug:kind>/end/", reactions.of_reply, {"ends": True}, name="reply-reaction-end"),
]
