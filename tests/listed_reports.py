"""The addresses of reports, cases and decisions; see `inventory.py`."""

from tests.cast import MADE_UP_ID
from tests.listed import NOWHERE, OPEN, OPERATORS, POSTED_SIGNED_IN, SIGNED_IN, Page

REPORTS: dict[str, Page] = {
    "moderation:report": Page(
        OPEN,
        "GET POST",
        arguments=lambda world: {"about": "reply", "subject_id": world.conversations.reply.public_id},
        hidden=lambda world: {"about": "discussion", "subject_id": world.reports.words.public_id},
        shown_to=("owner",),
        missing={"about": "discussion", "subject_id": MADE_UP_ID},
    ),
    "moderation:report-sent": Page(OPEN),
    "moderation:report-sent-worried": Page(OPEN),
    "moderation:cases": Page(SIGNED_IN),
    "moderation:case": Page(
        OPERATORS,
        "GET POST",
        arguments=lambda world: {"case_id": world.reports.other.public_id},
        hidden=lambda world: {"case_id": world.reports.case.public_id},
        shown_to=("owner", "operator", "faceless operator"),
        missing={"case_id": MADE_UP_ID},
    ),
    "moderation:case-picture": Page(
        OPERATORS,
        arguments=lambda world: world.reports.at_picture(world.reports.other),
        hidden=lambda world: world.reports.at_picture(world.reports.case),
        shown_to=("owner", "operator", "faceless operator"),
        missing={"case_id": MADE_UP_ID, "picture_id": MADE_UP_ID, "size": "large"},
        html=False,
    ),
    "moderation:take-up": Page(
        POSTED_SIGNED_IN,
        "POST",
        arguments=lambda world: {"about": "reply", "subject_id": world.conversations.reply.public_id},
        html=False,
    ),
    "moderation:own-decisions": Page(SIGNED_IN),
    "moderation:decision-answer": Page(
        NOWHERE,
        "GET POST",
        arguments=lambda world: {"decision_id": world.reports.decision.public_id},
        hidden=lambda world: {"decision_id": world.reports.own.public_id},
        shown_to=("owner",),
        missing={"decision_id": MADE_UP_ID},
    ),
}
