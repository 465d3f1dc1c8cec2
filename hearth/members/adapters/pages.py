"""Every name of a person, and what stands on its page."""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from hearth.core.plaintext import to_text
from hearth.core.translated import country_name, language_name
from hearth.members import photos
from hearth.members.audiences import PART_LABELS, audience_of
from hearth.members.models import Member, Role
from hearth.members.places import place_name
from hearth.members.ports import Fact, Person, Row, Section

COVERS: Final = frozenset({"members.HeldName", "members.Member"})


def sections(person: Person) -> list[Section]:
    """Return every name with its page, whose photo it shows, and who sees what."""
    pictures = {face.public_id: photos.read(face.photo, "large") for face in person.faces if face.photo}
    files = {_file(key): picture for key, picture in pictures.items() if picture is not None}
    rows = [[*_face(face, files), *_audiences(face)] for face in person.faces]
    return [Section("names", _("Your names and pages"), rows, files)]


def _face(face: Member, files: dict[str, bytes]) -> Row:
    photo = _file(face.public_id)
    roles = [str(role.label) for role in Role if role in face.roles]
    return [
        Fact("name", _("Name people see"), face.name),
        Fact("kind", _("What the name is for"), face.kind, face.get_kind_display()),
        Fact("address", _("Address of the page"), f"{settings.CONFIG.site_url.rstrip('/')}/people/{face.public_id}/"),
        Fact("photo", _("Your photo, among the files"), photo if photo in files else ""),
        Fact("line", _("One line about your situation"), face.line),
        Fact("roles", _("You are here as"), face.roles, " · ".join(roles)),
        Fact("about", _("About you, in your own words"), face.about, to_text(face.about_html)),
        Fact("languages", _("Languages"), face.languages, " · ".join(map(language_name, face.languages))),
        Fact("country", _("Country or part of the world"), face.country, place_name(face.country)),
        Fact("standing", _("What the house says of you"), face.standing, face.get_standing_display()),
        Fact("clinical_field", _("Profession, as the badge says it"), face.clinical_field),
        Fact(
            "clinical_country",
            _("Country, as the badge says it"),
            face.clinical_country,
            country_name(face.clinical_country),
        ),
        Fact("created_at", _("Since"), face.created_at),
    ]


def _audiences(face: Member) -> Row:
    said = _("%(part)s: who can see it")
    parts = [
        Fact(f"audience_{part}", said % {"part": label}, seen.value, str(seen.label))
        for part, label in PART_LABELS.items()
        for seen in [audience_of(face, part)]
    ]
    return [Fact("audience", _("Who can see your page?"), face.audience, face.get_audience_display()), *parts]


def _file(public_id: str) -> str:
    return f"{public_id}.webp"
