"""An answer to a mail that a demo keeps."""

from django import forms
from django.utils.translation import gettext_lazy


class AnswerForm(forms.Form):
    """What somebody would write in their mail program."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The mail is quoted below it, as mail programs do."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
