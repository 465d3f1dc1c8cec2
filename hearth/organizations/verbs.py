"""What the network announces."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

ORGANIZATION_JOINED = Verb("organization.joined", _("{subject} joined the network."))
ORGANIZATION_CHANGED = Verb("organization.changed", _("{subject} changed what is said of it."))
AFFILIATION_CONFIRMED = Verb("affiliation.confirmed", _("{actor} confirmed {subject}."))
LEADER_APPOINTED = Verb("leader.appointed", _("{actor} appointed {subject}."))
