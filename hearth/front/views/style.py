"""The style guide: the real templates, each in every state, on one page."""

import re

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hearth.core.fields import RichTextField
from hearth.core.forms import ManyPicks, Picks
from hearth.members.models import Member, Standing
from hearth.members.queries.profiles import ProfileSeen, own_profile

SWATCHES = [
    ("", "--bg", _("Page")),
    ("sunk", "--bg-sunk", _("Quiet panel")),
    ("warm", "--bg-warm", _("Warm panel")),
    ("deep", "--deep", _("Evening band")),
    ("ink", "--ink", _("Text")),
    ("soft", "--ink-soft", _("Second text")),
    ("line", "--line-strong", _("Input border")),
    ("primary", "--primary", _("Action")),
    ("psoft", "--primary-soft", _("Chosen")),
    ("accent", "--accent", _("Ember, graphics only")),
    ("asoft", "--accent-soft", _("Mentor, date")),
    ("good", "--good-soft", _("Helped")),
    ("info", "--info-soft", _("Clinician, note")),
    ("org", "--org-soft", _("Organisation")),
    ("bad", "--bad-soft", _("Error, danger")),
]


class SampleForm(forms.Form):
    """Every kind of field, for looking at."""

    name = forms.CharField(label=_("Name people will see"), help_text=_("A first name is fine."))
    email = forms.EmailField(
        label=_("Email address"),
        error_messages={"invalid": _("Write your email address with an @, like name@example.org")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("es", "Español")])
    more = forms.CharField(label=_("Tell us more"), required=False, widget=forms.Textarea)
    story = RichTextField(label=_("Your story"), required=False)
    reader = forms.ChoiceField(
        label=_("Who can read this?"),
        choices=[("all", _("Anyone")), ("members", _("Members only"))],
        widget=Picks(hints={"all": _("Most helpful to others."), "members": _("People who are signed in.")}),
    )
    reads = forms.MultipleChoiceField(
        label=_("Languages you read"),
        choices=[("en", "English"), ("es", "Español"), ("ar", "العربية")],
        widget=ManyPicks(chip=True, lang=True),
    )
    remind = forms.BooleanField(label=_("Remind me one hour before"), help_text=_("By email."), required=False)


def _icons() -> list[str]:
    sprite = settings.BASE_DIR / "static" / "img" / "icons.svg"
    return re.findall(r'<symbol id="([a-z-]+)"', sprite.read_text())


def _sample_members() -> list[ProfileSeen]:
    people = [
        ("Marisol V.", Standing.MEMBER, _("Heart failure since 2024")),
        ("Thomas O.", Standing.MENTOR, _("Heart failure since 2016")),
        ("Ingrid H.", Standing.CLINICIAN, _("Cardiac physiotherapist")),
        ("June W.", Standing.MODERATOR, _("Caring for her mum")),
    ]
    ids = ("2222222222", "3333333334", "4444444446", "5555555559")
    return [
        own_profile(Member(public_id=public_id, name=name, standing=standing, line=str(line)))
        for public_id, (name, standing, line) in zip(ids, people, strict=True)
    ]


def show(request: HttpRequest) -> HttpResponse:
    """Render every component there is, from the templates that pages use."""
    given = {"name": "Marisol V.", "email": "marisol.example.org", "language": "es", "reader": "all", "reads": ["es"]}
    context = {
        "swatches": SWATCHES,
        "icons": _icons(),
        "people": _sample_members(),
        "form": SampleForm(given | {"remind": True}, auto_id="sample_%s"),
        "crumbs": [(_("Network"), "#navigation"), (_("Europe"), "#navigation")],
    }
    return render(request, "front/style.html", context)
