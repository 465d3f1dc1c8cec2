"""What this room itself keeps of a person: the account, the faces, and what hangs on them."""

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.activity.queries import list_acts_of
from hearth.core.plaintext import to_text
from hearth.core.translated import country_name, language_name
from hearth.members import faces
from hearth.members.actions.leaving import erase_own_part
from hearth.members.agreements import REASONS, SITUATION, SITUATION_SENTENCE
from hearth.members.models import Member
from hearth.members.ports import Fact, Person, Row, Section, Tie
from hearth.members.queries.around import topics_followed
from hearth.members.queries.follows import list_followed
from hearth.members.queries.own import get_situation, list_consents
from hearth.topics.queries import cards_of

OF_FACES = ("members.Follow", "members.TopicFollow")
"""Our own rows that hang on a face: they go even where the face itself stays as a former member's."""


class MembersPart:
    """The account, its faces, agreements and consents, health data, follows; sessions, waiting mail, traces of acts."""

    covers = frozenset(
        {
            "account.EmailAddress",
            "account.EmailConfirmation",
            "activity.Activity",
            "activity.Delivery",
            "core.OutgoingMail",
            "members.Account",
            "members.Account_groups",
            "members.Account_user_permissions",
            "members.Agreement",
            "members.Consent",
            "members.DataExport",
            "members.Erasure",
            "members.HeldName",
            "members.Member",
            "members.Situation",
            "sessions.Session",
            *OF_FACES,
        }
    )

    def export(self, person: Person) -> list[Section]:
        """Return all but the password's hash, sessions and mail on its way: secrets, and nothing the person wrote."""
        return [
            Section("account", _("Your account"), [_account(person)]),
            Section("addresses", _("Your email addresses"), _addresses(person)),
            Section("names", _("Your names and pages"), [_face(face) for face in person.faces]),
            Section("situation", _("What brings you here"), _situation(person)),
            Section("consents", _("Your consents"), _consents(person)),
            Section("agreements", _("What you agreed to"), _agreements(person)),
            Section("follows", _("People you follow"), _follows(person)),
            Section("topics", _("Topics you follow"), _topics(person)),
            Section("acts", _("What our records note that you did, for 90 days"), _acts(person)),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing: what an account has in hand for the house is asked of it itself."""
        return []

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase what hangs on the account and the faces; these themselves go when every part has had its turn."""
        erase_own_part(person)
        for label in OF_FACES:
            model = apps.get_model(label)
            ours = [field.name for field in model._meta.get_fields() if field.related_model is Member]
            for name in ours:
                model._default_manager.filter(Q((f"{name}__in", person.faces))).delete()
        return frozenset()


def _account(person: Person) -> Row:
    account = person.account
    return [
        Fact("email", _("Email address"), account.email),
        Fact("birth_year", _("Year of birth"), account.birth_year),
        Fact("joined_at", _("Joined"), account.joined_at),
        Fact("last_login", _("Last signed in"), account.last_login),
        Fact("has_password", _("You have a password"), account.has_usable_password()),
        Fact("language", _("Language"), account.language, language_name(account.language) if account.language else ""),
        Fact("theme", _("Colours"), account.theme),
        Fact("contrast", _("Contrast"), account.contrast),
        Fact("text_size", _("Text size"), account.text_size),
        Fact("is_staff", _("You work for this place"), account.is_staff),
        Fact("is_superuser", _("You administer this place"), account.is_superuser),
        Fact("groups", _("Groups of people who work here"), list(account.groups.values_list("name", flat=True))),
        Fact(
            "rights",
            _("Rights of your own"),
            sorted(account.user_permissions.values_list("codename", flat=True)),
        ),
    ]


def _addresses(person: Person) -> list[Row]:
    return [
        [
            Fact("email", _("Email address"), row.email),
            Fact("verified", _("Proven yours"), row.verified),
            Fact("primary", _("The one we write to"), row.primary),
        ]
        for row in EmailAddress.objects.filter(user=person.account).order_by("pk")
    ]


def _face(face: Member) -> Row:
    return [
        Fact("name", _("Name people see"), face.name),
        Fact("kind", _("What the name is for"), face.kind, face.get_kind_display()),
        Fact("address", _("Address of the page"), f"{settings.CONFIG.site_url.rstrip('/')}/people/{face.public_id}/"),
        Fact("line", _("One line about your situation"), face.line),
        Fact("about", _("About you, in your own words"), face.about, to_text(face.about_html)),
        Fact("languages", _("Languages"), face.languages, " · ".join(map(language_name, face.languages))),
        Fact("country", _("Country"), face.country, country_name(face.country) if face.country else ""),
        Fact("audience", _("Who can see your page?"), face.audience, face.get_audience_display()),
        Fact("standing", _("What the house says of you"), face.standing, face.get_standing_display()),
        Fact("created_at", _("Since"), face.created_at),
    ]


def _situation(person: Person) -> list[Row]:
    kept = get_situation(person.account)
    if kept is None:
        return []
    words = [str(dict(REASONS).get(reason, reason)) for reason in kept.reasons]
    return [
        [
            Fact("reasons", _("I am here because"), kept.reasons, " · ".join(words)),
            Fact("words", _("In your words"), kept.words),
            Fact("updated_at", _("Written"), kept.updated_at),
        ]
    ]


def _consents(person: Person) -> list[Row]:
    return [
        [
            Fact("purpose", _("For what"), row.purpose, str(SITUATION_SENTENCE) if row.purpose == SITUATION else ""),
            Fact("version", _("Version"), row.version),
            Fact("given_at", _("Given"), row.given_at),
            Fact("withdrawn_at", _("Withdrawn"), row.withdrawn_at),
        ]
        for row in list_consents(person.account)
    ]


def _agreements(person: Person) -> list[Row]:
    return [
        [
            Fact("document", _("Document"), row.document, _("House rules") if row.document == "rules" else ""),
            Fact("version", _("Version"), row.version),
            Fact("accepted_at", _("Accepted"), row.accepted_at),
        ]
        for row in person.account.agreements.order_by("accepted_at")
    ]


def _follows(person: Person) -> list[Row]:
    """Return whom the person follows, as far as they may still see them: of others, their public name only."""
    main = faces.main_member(person.account)
    followed = list_followed(main, viewer=main) if main else []
    since = dict(main.follows.values_list("member", "followed_at")) if main else {}
    return [
        [Fact("name", _("Name people see"), each.name), Fact("followed_at", _("Since"), since[each.pk])]
        for each in followed
    ]


def _topics(person: Person) -> list[Row]:
    main = faces.main_member(person.account)
    topics = topics_followed(main) if main else []
    since = dict(main.topic_follows.values_list("topic", "followed_at")) if main else {}
    cards = cards_of(topics, language=get_language() or "en")
    return [
        [Fact("topic", _("Topic"), card.slug, card.name.text), Fact("followed_at", _("Since"), since[topic.pk])]
        for topic, card in zip(topics, cards, strict=True)
    ]


def _acts(person: Person) -> list[Row]:
    return [
        [Fact("verb", _("What happened"), verb), Fact("at", _("When"), at)] for verb, at in list_acts_of(person.faces)
    ]
