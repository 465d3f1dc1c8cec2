"""Pictures beside words: up to four, each with the words that stand for it."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hearth.communities.actions.picturing import MOST
from hearth.communities.models import Picture
from hearth.communities.picture_files import WIDTHS
from hearth.core import pictures
from hearth.core.fields import LineField
from hearth.core.refusals import Refusal

LONGEST: Final = 500


class PictureField(forms.FileField):
    """Takes a photo and gives it drawn anew, see `hearth.core.pictures`."""

    widget = forms.FileInput(attrs={"accept": pictures.TYPES})
    comes_with = True  # its alternative text: the fold they stand in is what one may leave closed
    too_many = False

    def clean(self, data: Any, initial: Any = None) -> pictures.Drawing | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        if self.too_many:
            raise ValidationError(
                _("You have sent many pictures this hour. Post your words now, and the pictures later."), code="limit"
            )
        try:
            return pictures.whole(upload, tuple(WIDTHS.values()))
        except Refusal as refusal:
            raise ValidationError(refusal.message, code="picture") from refusal


class AlternativeField(LineField):
    """One line that says what is to be seen."""

    comes_with = True  # its picture

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {
            "label": gettext_lazy("What is to be seen on it?"),
            "help_text": gettext_lazy("For people who cannot see it. One sentence is enough."),
            "max_length": LONGEST,
            "widget": forms.TextInput(attrs={"autocomplete": "off"}),
            "error_messages": {
                "required": gettext_lazy("Say in words what is to be seen, for people who cannot see it.")
            },
        }
        super().__init__(**ours | kwargs)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two fields of one picture, as a template draws them; `is_open`: there is something to look at."""

    number: int
    picture: BoundField
    alternative: BoundField
    is_open: bool


class WithPictures(forms.Form):
    """A form in which up to MOST pictures may stand beside the words, where it `takes_pictures`."""

    takes_pictures = False

    def take_pictures(self, *, too_many: bool = False) -> None:
        """Add the fields; `too_many`: whoever sends them has sent so many that these are refused."""
        self.takes_pictures = True
        for number in range(1, MOST + 1):
            label = pgettext_lazy("of a post", "Picture") if number == 1 else gettext_lazy("Another picture")
            field = PictureField(
                label=label, help_text=gettext_lazy("A photo saved as JPEG, PNG or WebP, at most 8 MB."), required=False
            )
            field.too_many = too_many
            self.fields[f"picture_{number}"] = field
            self.fields[f"alternative_{number}"] = AlternativeField(required=False)

    def leave_pictures(self) -> None:
        """Take the words only, as for a draft."""
        for number in range(1, MOST + 1) if self.takes_pictures else ():
            del self.fields[f"picture_{number}"], self.fields[f"alternative_{number}"]
        self.takes_pictures = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, MOST + 1) if self.takes_pictures else ():
            picture, alternative = f"picture_{number}", f"alternative_{number}"
            if self.has_error(picture) or self.has_error(alternative):
                continue
            if cleaned.get(picture) and not cleaned.get(alternative):
                self.add_error(alternative, self.fields[alternative].error_messages["required"])
            elif cleaned.get(alternative) and not cleaned.get(picture):
                self.add_error(picture, _("Choose the picture, or leave out what is to be seen on it."))
        return cleaned

    @property
    def pairs(self) -> list[Pair]:
        """The fields of each picture, in their order."""
        if not self.takes_pictures:
            return []
        found = [(self[f"picture_{number}"], self[f"alternative_{number}"]) for number in range(1, MOST + 1)]
        return [
            Pair(number, picture, alternative, bool(picture.errors or alternative.errors or alternative.value()))
            for number, (picture, alternative) in enumerate(found, start=1)
        ]

    @property
    def loses_pictures(self) -> bool:
        """Whether pictures were chosen that a browser will not keep chosen now that the form is shown again."""
        return self.is_bound and self.takes_pictures and any(name in self.files for name in self.fields)

    @property
    def drawn(self) -> list[tuple[pictures.Drawing, str]]:
        """The pictures of a checked form, each with its alternative text."""
        given = self.cleaned_data
        numbers = range(1, MOST + 1) if self.takes_pictures else ()
        return [
            (given[f"picture_{number}"], given[f"alternative_{number}"])
            for number in numbers
            if given.get(f"picture_{number}")
        ]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on the page where its post is changed."""

    picture: Picture
    alternative: BoundField
    removal: BoundField


class ChangesPictures(forms.Form):
    """A form that changes a post which has pictures: their alternative texts, and which of them stay."""

    def __init__(self, *args: Any, shown: list[Picture], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        for picture in shown:
            self.fields[f"alternative_{picture.public_id}"] = AlternativeField(
                initial=picture.alternative, required=False
            )
            self.fields[f"removal_{picture.public_id}"] = forms.BooleanField(
                label=gettext_lazy("Take this picture away"), required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for picture in self.shown:
            name = f"alternative_{picture.public_id}"
            if not cleaned.get(f"removal_{picture.public_id}") and not cleaned.get(name) and not self.has_error(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    @property
    def pictures(self) -> list[Shown]:
        """The pictures with their fields, in their order."""
        return [
            Shown(each, self[f"alternative_{each.public_id}"], self[f"removal_{each.public_id}"]) for each in self.shown
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What a checked form says of the words."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith(("alternative_", "removal_"))
        }

    @property
    def alternatives(self) -> dict[str, str]:
        """The alternative texts of the pictures that stay, by public id."""
        given = self.cleaned_data
        return {
            each.public_id: given[f"alternative_{each.public_id}"]
            for each in self.shown
            if not given[f"removal_{each.public_id}"]
        }
