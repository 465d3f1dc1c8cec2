"""What people who work for the house may do: a short list, given by group, each with its sentence."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUSPEND: Final = "members.suspend"
BLANK: Final = "members.blank"
RESOLVE: Final = "members.resolve"
VERIFY: Final = "members.verify"
APPOINT: Final = "members.appoint"
MODERATE: Final = "moderation.decide"
FOUND: Final = "communities.add_community"
KEEP_TOPICS: Final = "topics.change_topic"
KEEP_NETWORK: Final = "organizations.change_organization"
LIST_ACCOUNTS: Final = "members.list_accounts"
READ_LOG: Final = "members.read_log"

SENTENCES: Final[dict[str, str | Promise]] = {
    MODERATE: _(
        "Read what people report, in every community, and decide: with a reason, which the person is told. Choose "
        "who leads a community that has nobody to."
    ),
    FOUND: _("Found communities, and lead each one that they found until somebody else does."),
    KEEP_TOPICS: _("Look after the topics: answer what members miss, add words, merge and split."),
    KEEP_NETWORK: _(
        "Look after the network: decide who joins and who answers for an organisation, appoint leaders, set levels, "
        "dues and rules, correct what is said of an organisation, and vouch for its channels."
    ),
    SUSPEND: _("Suspend a person for a time, and let them back in."),
    BLANK: _("Take away a harmful part of a page, such as a name or a photo. Never write another in its place."),
    RESOLVE: _("Together with a second moderator, see who is behind a name."),
    VERIFY: _("Decide who carries the badge of a verified clinician."),
    APPOINT: _("Give people these rights, and take them back."),
    LIST_ACCOUNTS: _(
        "See which accounts there are: dates, and whole addresses of people who wrote to you; not who they are here."
    ),
    READ_LOG: _("Read what staff did, to which name, and why."),
}

MODERATORS: Final = "moderators"
FOUNDERS: Final = "founders"
TOPIC_KEEPERS: Final = "topic keepers"
NETWORK_KEEPERS: Final = "network keepers"
VERIFIERS: Final = "verifiers"
ADMINISTRATORS: Final = "administrators"  # as people read it: those who appoint; an administrator is a superuser
ADMINISTRATOR: Final = "administrator"  # in the log: was made one by whoever runs the server

GROUPS: Final = {
    MODERATORS: (MODERATE, SUSPEND, BLANK, RESOLVE, READ_LOG),
    FOUNDERS: (FOUND,),
    TOPIC_KEEPERS: (KEEP_TOPICS,),
    NETWORK_KEEPERS: (KEEP_NETWORK,),
    VERIFIERS: (VERIFY,),
    ADMINISTRATORS: (APPOINT, LIST_ACCOUNTS, READ_LOG),
}
GROUP_NAMES: Final[dict[str, str | Promise]] = {
    MODERATORS: _("Moderators"),
    FOUNDERS: _("Founders of communities"),
    TOPIC_KEEPERS: _("Keepers of the topics"),
    NETWORK_KEEPERS: _("Keepers of the network"),
    VERIFIERS: _("Verifiers of clinicians"),
    ADMINISTRATORS: _("Appointers of staff"),
}
