"""Which documents people agree to, and in which version. A new version is asked for again."""

from django.utils.translation import gettext_lazy as _

RULES = "rules"
RULES_VERSION = "2026-11"

SITUATION = "situation"
SITUATION_VERSION = "2026-11"
SITUATION_SENTENCE = _(
    "Keep what I wrote here with my account, so that Hearth can show me topics and places that fit my situation. "
    "Nobody else sees it. I can take this back at any time, and it is erased at once."
)

REASONS = [
    ("condition", _("I live with a condition")),
    ("care", _("I care for someone")),
    ("loss", _("I lost someone I cared for")),
    ("help", _("I want to help: as a mentor or a clinician")),
]
