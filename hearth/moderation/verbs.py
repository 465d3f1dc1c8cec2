"""What moderation announces. Who reported is in no activity: a list of those would give people away."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

REPORT_MADE = Verb("report.made", _("Somebody reported {subject}."))
CASE_DECIDED = Verb("case.decided", _("{actor} decided {subject}."))
