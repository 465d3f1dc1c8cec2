"""What moderation keeps of a person: what they reported, what was decided about them, what they decided."""

from django.utils.translation import gettext as _

from hearth.members.ports import Fact, Person, Row, Section, Tie
from hearth.moderation.actions.keeping import forget_person
from hearth.moderation.models import CHANGES_NOTHING, Decision, Report, ReportedPicture


class ModerationPart:
    """Reports, cases and decisions."""

    covers = frozenset({"moderation.Case", "moderation.Decision", "moderation.Report", "moderation.ReportedPicture"})

    def export(self, person: Person) -> list[Section]:
        """Return all of it but who reported the person, who decided, and whom they reported or decided about."""
        return [
            Section("reports", _("What you reported"), _reports(person)),
            Section("decisions", _("What moderators decided about you"), _decisions(person)),
            Section("decided", _("What you decided as a moderator"), _decided(person)),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing: a case waits for whoever else keeps order."""
        return []

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase nothing ahead: there is never much."""
        return False

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase all of it, whatever becomes of their writing; a case that is open stays until it is decided."""
        forget_person(person)
        return frozenset()


def pictures_needed(keys: set[str]) -> set[str]:
    """Return those of `keys` that stood with something reported: their files stay as long as the report."""
    return set(ReportedPicture.objects.filter(key__in=keys).values_list("key", flat=True))


def _reports(person: Person) -> list[Row]:
    rows = Report.objects.filter(reporter__in=person.faces).select_related("case").order_by("pk")
    return [
        [
            Fact("about", _("About"), row.case.about, row.case.get_about_display()),
            Fact("kind", _("What it was about"), row.kind, row.get_kind_display()),
            Fact("words", _("In your own words"), row.words),
            Fact("made_at", _("When"), row.made_at),
        ]
        for row in rows
    ]


def _decisions(person: Person) -> list[Row]:
    rows = Decision.objects.filter(case__member__in=person.faces).exclude(verdict__in=CHANGES_NOTHING)
    return [
        [
            Fact("name", _("For the name"), row.case.member.name if row.case.member else ""),
            Fact("about", _("About"), row.case.about, row.case.get_about_display()),
            Fact("community", _("Community"), row.community.name if row.community else ""),
            Fact("address", _("Address of it"), row.case.written.get_absolute_url() if row.case.written else ""),
            Fact("verdict", _("What happened"), row.verdict, row.told),
            Fact("rule", _("Rule"), row.rule, row.get_rule_display()),
            Fact("reason", _("Why"), row.reason),
            Fact("until", _("Until"), row.until),
            Fact("at", _("When"), row.at),
            Fact("answer", _("Your answer"), row.answer),
            Fact("answered_at", _("You answered"), row.answered_at),
        ]
        for row in rows.select_related("community", "case__member", "case__discussion", "case__reply").order_by("pk")
    ]


def _decided(person: Person) -> list[Row]:
    rows = Decision.objects.filter(by__in=person.faces).order_by("pk")
    return [
        [
            Fact("verdict", _("What you did"), row.verdict, row.get_verdict_display()),
            Fact("at", _("When"), row.at),
        ]
        for row in rows
    ]
