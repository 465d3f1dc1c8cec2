"""Which documents people agree to, and in which version. A new version is asked for again."""

from django.utils.translation import gettext_lazy as _

from hearth.members.models.situation import ILLNESS, LOSS

RULES = "rules"
RULES_VERSION = "2026-11"

SITUATION = "situation"
SITUATION_VERSION = "2026-11-20"
SITUATION_SENTENCE = _(
    "Keep what I write here about my health, and about people I care for, apart from everything else, so that Hearth "
    "can show me topics and places that fit my situation and choose its words with care. Nobody else sees it, and it "
    "is used for nothing else. I can take this back at any time: it is erased at once, with everything made from it."
)
SITUATION_SENTENCES = {
    "2026-11": _(
        "Keep what I wrote here with my account, so that Hearth can show me topics and places that fit my situation. "
        "Nobody else sees it. I can take this back at any time, and it is erased at once."
    ),
    SITUATION_VERSION: SITUATION_SENTENCE,
}
"""What people agreed to, by version, so that each can read it again. Changed words are a new version, asked anew."""

REASONS = [
    (ILLNESS, _("I live with a condition")),
    ("care", _("I care for someone")),
    (LOSS, _("I lost someone I loved")),
    ("help", _("I want to help: as a mentor or a clinician")),
]
