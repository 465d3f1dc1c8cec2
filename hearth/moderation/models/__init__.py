from hearth.moderation.models.case import About, Case, Urgency
from hearth.moderation.models.decision import CHANGES_NOTHING, Decision, Rule, Verdict
from hearth.moderation.models.pictures import ReportedPicture
from hearth.moderation.models.report import URGENCY, Report, ReportKind

__all__ = [
    "CHANGES_NOTHING",
    "URGENCY",
    "About",
    "Case",
    "Decision",
    "Report",
    "ReportKind",
    "ReportedPicture",
    "Rule",
    "Urgency",
    "Verdict",
]
