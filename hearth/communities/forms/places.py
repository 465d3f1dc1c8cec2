"""What stewards say of their community, and what people say on the way in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.communities.actions.places import Description
from hearth.communities.models import Community, Crawling, Joining, Membership, Reading, Role
from hearth.communities.queries.sentences import JOINERS, MACHINES, READERS
from hearth.core.fields import RichTextField
from hearth.core.forms import ManyPicks, Picks
from hearth.core.languages import NATIVE_NAMES
from hearth.members.fields import AddressField
from hearth.members.models import Member
from hearth.organizations.models import Organization, Region
from hearth.organizations.queries import organizations_answered_for
from hearth.topics.fields import TopicsField

LANGUAGES = [(code, NATIVE_NAMES[code]) for code, _name in settings.LANGUAGES]
ICONS = [
    ("leaf", pgettext_lazy("icon", "Leaf")),
    ("heart", pgettext_lazy("icon", "Heart")),
    ("pulse", pgettext_lazy("icon", "Pulse")),
    ("care", pgettext_lazy("icon", "Hands")),
    ("brain", pgettext_lazy("icon", "Mind")),
    ("lungs", pgettext_lazy("icon", "Lungs")),
    ("kidney", pgettext_lazy("icon", "Kidneys")),
    ("bone", pgettext_lazy("icon", "Bone")),
    ("drop", pgettext_lazy("icon", "Drop")),
    ("ribbon", pgettext_lazy("icon", "Ribbon")),
    ("flame", pgettext_lazy("icon", "Flame")),
    ("sun", pgettext_lazy("icon", "Sun")),
    ("help", pgettext_lazy("icon", "Lifebuoy")),
    ("book", pgettext_lazy("icon", "Book")),
]
AGES = _("Write an age between 13 and 99, or leave it empty.")
HOURS = _("Write a number of hours between 1 and 168.")
USES = _("Write a number between 1 and 100.")


class RegionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # a field takes no types at run time
    """One of the regions, by the name the reader knows."""

    def label_from_instance(self, obj: Region) -> str:
        return obj.get_code_display()


class CommunityForm(forms.Form):
    """All that a community says of itself, and its three settings."""

    name = forms.CharField(
        label=_("Name of the community"), max_length=80, error_messages={"required": _("Write what it is called.")}
    )
    description = forms.CharField(
        label=_("What it is for, in a sentence or two"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what it is for. One sentence is enough.")},
    )
    topics = TopicsField(label=_("Topics"), required=False, most=6)
    lang = forms.ChoiceField(label=_("Language of its name and description"), choices=LANGUAGES)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken here"),
        choices=list(NATIVE_NAMES.items()),
        widget=ManyPicks(chip=True, lang=True),
        error_messages={"required": _("Choose at least one language.")},
    )
    icon = forms.ChoiceField(
        label=_("Picture"),
        choices=ICONS,
        widget=Picks(chip=True),
        error_messages={"required": _("Choose a picture.")},
    )
    region = RegionField(
        label=_("Region, if it is for one"), queryset=Region.objects.all(), required=False, empty_label=_("All regions")
    )
    host = forms.ModelChoiceField(
        label=_("Organisation that hosts it"),
        help_text=_("You can name an organisation that you answer for."),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    guidelines = RichTextField(
        label=_("Guidelines"),
        help_text=_("What is welcome here and what is not, in a few lines."),
        required=False,
        max_length=4000,
    )
    welcome = RichTextField(
        label=_("Welcome"), help_text=_("Shown to people who have just joined."), required=False, max_length=2000
    )
    reading = forms.ChoiceField(label=_("Who may read"), choices=Reading.choices, widget=Picks(hints=READERS))
    joining = forms.ChoiceField(label=_("Who may join"), choices=Joining.choices, widget=Picks(hints=JOINERS))
    question = forms.CharField(
        label=_("What you ask people who want to join"),
        help_text=_("Only if they ask to join. They may leave it empty. Stewards read the answer; then it is erased."),
        max_length=200,
        required=False,
    )
    minimum_age = forms.IntegerField(
        label=_("Minimum age, if any"),
        min_value=13,
        max_value=99,
        required=False,
        error_messages={"min_value": AGES, "max_value": AGES, "invalid": AGES},
    )
    widens_after = forms.IntegerField(
        label=_("How many hours a question waits for mentors alone"),
        help_text=_(
            "Each question is brought to mentors of this community first. If nobody answers it in this time, stewards"
            " are asked too, and after as long again mentors of communities near this one."
        ),
        min_value=1,
        max_value=168,
        error_messages={"required": HOURS, "min_value": HOURS, "max_value": HOURS, "invalid": HOURS},
    )
    crawling = forms.ChoiceField(
        label=_("What search engines and other machines may do"),
        help_text=_("This matters only where anyone may read. Machines are asked; not all of them listen."),
        choices=Crawling.choices,
        widget=Picks(hints=MACHINES),
    )

    def __init__(self, *args: Any, by: Member, community: Community | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": _said_by(community)})
        hosts = organizations_answered_for(by)
        if community is not None and community.host_id:
            hosts = hosts | Organization.objects.filter(pk=community.host_id)
        host = self.fields["host"]
        assert isinstance(host, forms.ModelChoiceField)  # noqa: S101  (declared above)
        host.queryset = hosts.distinct().order_by("name_key")

    @property
    def described(self) -> Description:
        """What the form says, for the action."""
        return Description(**{name: self.cleaned_data[name] for name in Description.__dataclass_fields__})


def _said_by(community: Community | None) -> dict[str, Any]:
    if community is None:
        defaults = Description(name="", description="")
        return {name: getattr(defaults, name) for name in Description.__dataclass_fields__} | {"languages": ["en"]}
    said = {name: getattr(community, name) for name in Description.__dataclass_fields__}
    return said | {"topics": list(community.topics.all())}


class AskToJoinForm(forms.Form):
    """The answer to what the stewards ask."""

    answer = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the stewards read it, and it is erased once they have decided."),
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question or _("A few words for the stewards, if you like")


class InvitationForm(forms.Form):
    """A link to hand on, or a mail to one address."""

    email = AddressField(
        help_text=_("We send the invitation there. Leave it empty to get a link that you hand on yourself."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES, required=False)
    uses = forms.IntegerField(
        label=_("How many people may use the link"),
        min_value=1,
        max_value=100,
        initial=1,
        required=False,
        error_messages={"min_value": USES, "max_value": USES, "invalid": USES},
    )
    days = forms.TypedChoiceField(
        label=_("It holds for"),
        choices=[(1, _("one day")), (7, _("a week")), (14, _("two weeks")), (30, _("a month"))],
        coerce=int,
        initial=14,
    )


class RoleForm(forms.Form):
    """What somebody is in the community; that they are a mentor is for both sides to agree on, and not given here."""

    role = forms.ChoiceField(choices=Role.choices)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = membership.role

    def clean_role(self) -> str:
        """Raise ValidationError for the mark of a mentor, unless they carry it."""
        role: str = self.cleaned_data["role"]
        if role == Role.MENTOR != self._held:
            raise forms.ValidationError(_("Ask them to be a mentor, and let them say yes."))
        return role
