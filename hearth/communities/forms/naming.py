"""Who am I here? The part of both composers that asks under which name words appear."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hearth.communities.forms.labels import WithLabels
from hearth.communities.forms.pictures import WithPictures
from hearth.communities.models import Community, labels_of
from hearth.communities.queries.naming import Name, reading_sentence
from hearth.core.forms import Picks
from hearth.core.translated import isolated
from hearth.members.fields import NameField
from hearth.members.models import Member


@dataclass(frozen=True, slots=True)
class Naming:
    """What a composer knows of its writer's names.

    Arguments:
        called: the name they began with in this discussion; no choice is left then.
        pseudonym: the name they use in this community only, if any.
        names: the choices there are, the first of which is taken unless another is; one at least.
    """

    viewer: Member | None
    community: Community
    called: str = ""
    pseudonym: str = ""
    names: tuple[Name, ...] = tuple(Name)

    @property
    def asks(self) -> bool:
        """Whether there is a choice."""
        return self.viewer is not None and not self.called and len(self.names) > 1

    @property
    def sentence(self) -> str:
        """Who reads it and under which name it appears, where there is no choice."""
        if self.called:
            return reading_sentence(self.community, Name.USUAL, called=self.called, is_kept=True)
        if self.viewer is None:
            return reading_sentence(self.community)
        return self.hints()[self.names[0].value]

    def labels(self) -> dict[str, str]:
        """Return what each choice is called."""
        pseudonym = isolated(self.pseudonym) or _("A name for this community only")
        usual = isolated(self.viewer.name) if self.viewer else ""
        called = {Name.USUAL: usual, Name.PSEUDONYM: pseudonym, Name.ALIAS: _("A one-off name")}
        return {name.value: called[name] for name in self.names}

    def hints(self) -> dict[str, str]:
        """Return the sentence of each choice."""
        called = {Name.USUAL: self.viewer.name if self.viewer else "", Name.PSEUDONYM: self.pseudonym}
        return {name.value: reading_sentence(self.community, name, called=called.get(name, "")) for name in self.names}


class DefaultChoice(forms.ChoiceField):
    """A choice that stands where nothing else is chosen."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.initial)


class Composer(WithPictures, WithLabels):
    """What both composers have in common; `naming` decides what of it is asked.

    `words_at` says when the words it begins with were kept as a draft, in milliseconds since 1970 as browsers count:
    what a device keeps is given back where it is newer.
    """

    words_at = "0"

    def __init__(self, *args: Any, naming: Naming, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.naming = naming
        self.fields["language"].initial = self.initial["language"]
        if not naming.asks:
            return
        self.fields["name"] = DefaultChoice(
            label=_("Who am I here?"),
            choices=list(naming.labels().items()),
            initial=naming.names[0].value,
            widget=Picks(hints=naming.hints()),
        )
        if Name.PSEUDONYM in naming.names and not naming.pseudonym:
            self.fields["pseudonym"] = NameField(
                label=_("Name for this community"),
                help_text=_("Only if you chose such a name above. You keep it for everything you write here."),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wants = cleaned.get("name") == Name.PSEUDONYM.value
        if wants and "pseudonym" in self.fields and not cleaned.get("pseudonym") and not self.has_error("pseudonym"):
            self.add_error("pseudonym", ValidationError(_("Write the name you want to use in this community.")))
        if not wants and self.has_error("pseudonym"):
            del self.errors["pseudonym"]  # it was not asked for
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """The choice of a name, and the labels, for the action."""
        given = self.cleaned_data
        name = {"name": Name(given.get("name") or self.naming.names[0]), "pseudonym": given.get("pseudonym") or ""}
        return name | labels_of(self.labels)

    def refuse(self, message: str) -> None:
        """Say why it could not be posted, beside the name when that was it."""
        asked = self.cleaned_data.get("name") == Name.PSEUDONYM.value and "pseudonym" in self.fields
        self.add_error("pseudonym" if asked else None, message)
