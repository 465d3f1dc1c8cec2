"""What communities announce. Who reacted to something, and who turned a request down, is in no activity."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

COMMUNITY_JOINED = Verb("community.joined", _("{actor} joined {subject}."))
COMMUNITY_LEFT = Verb("community.left", _("{actor} left {subject}."))
COMMUNITY_ARCHIVED = Verb("community.archived", _("{actor} closed {subject}."))
COMMUNITY_REOPENED = Verb("community.reopened", _("{actor} opened {subject} again."))
MEMBERSHIP_REQUESTED = Verb("membership.requested", _("{actor} asks to join {subject}."))
MEMBERSHIP_GRANTED = Verb("membership.granted", _("{actor} let {subject} in."))
MEMBERSHIP_REFUSED = Verb("membership.refused", _("A request to join was turned down: {subject}."))
MEMBERSHIP_WITHDRAWN = Verb("membership.withdrawn", _("A request to join is one no more: {subject}."))
# The actor is whoever it happened to: nothing else of them is there any more.
MEMBERSHIP_ENDED = Verb("membership.ended", _("{actor} does not belong to {subject} any more."))
ROLE_GIVEN = Verb("role.given", _("{actor} gave {subject} a role."))
DISCUSSION_STARTED = Verb("discussion.started", _("{actor} started {subject}."))
DISCUSSION_EDITED = Verb("discussion.edited", _("{actor} changed {subject}."))
DISCUSSION_MOVED = Verb("discussion.moved", _("{actor} moved {subject}."))
DISCUSSION_MERGED = Verb("discussion.merged", _("{actor} merged {subject} into another discussion."))
DISCUSSION_LOCKED = Verb("discussion.locked", _("{actor} closed {subject} to answers."))
DISCUSSION_UNLOCKED = Verb("discussion.unlocked", _("{actor} opened {subject} to answers again."))
DISCUSSION_SPLIT = Verb("discussion.split", _("{actor} made {subject} out of replies."))
DISCUSSION_HIDDEN = Verb("discussion.hidden", _("{actor} hid {subject}."))
DISCUSSION_RESTORED = Verb("discussion.restored", _("{actor} brought {subject} back."))
DISCUSSION_REACTED_TO = Verb("discussion.reacted_to", _("Somebody reacted to {subject}."))
DISCUSSION_REACTION_WITHDRAWN = Verb("discussion.reaction_withdrawn", _("A reaction to {subject} was taken back."))
DISCUSSION_DELETED = Verb("discussion.deleted", _("{actor} deleted {subject}."))
REPLY_POSTED = Verb("reply.posted", _("{actor} answered in {subject}."))
REPLY_EDITED = Verb("reply.edited", _("{actor} changed {subject}."))
REPLY_REACTED_TO = Verb("reply.reacted_to", _("Somebody reacted to {subject}."))
REPLY_REACTION_WITHDRAWN = Verb("reply.reaction_withdrawn", _("A reaction to {subject} was taken back."))
REPLY_HELPED = Verb("reply.helped", _("{actor} found that {subject} helped."))
REPLY_HELP_WITHDRAWN = Verb("reply.help_withdrawn", _("That {subject} helped was taken back."))
REPLY_HIDDEN = Verb("reply.hidden", _("{actor} hid {subject}."))
REPLY_RESTORED = Verb("reply.restored", _("{actor} brought {subject} back."))
REPLY_DELETED = Verb("reply.deleted", _("{actor} deleted {subject}."))
