from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from hearth.members import evidence

WRONG_FILE = _("Choose a PDF, JPEG or PNG of at most 10 MB.")


class VerificationForm(forms.Form):
    """What a clinician shows us to carry the badge."""

    field = forms.CharField(
        label=_("Your profession or field"),
        help_text=_("As people will read it beside your name. For example: Cardiac physiotherapist."),
        max_length=60,
        error_messages={"required": _("Write your profession or field")},
    )
    country = forms.ChoiceField(
        label=_("Country you are registered in"),
        choices=lambda: [("", ""), *countries],
        error_messages={"required": _("Choose the country you are registered in")},
    )
    registration_number = forms.CharField(
        label=_("Registration number"),
        help_text=_("As the register of your profession has it. Erased with the decision."),
        max_length=60,
        error_messages={"required": _("Write your registration number")},
    )
    evidence = forms.FileField(
        label=_("Evidence"),
        help_text=_("Your licence or registration as a PDF, JPEG or PNG of at most 10 MB. Cover what we need not see."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Choose the file that shows your registration"), "empty": WRONG_FILE},
    )

    def clean_evidence(self) -> bytes:
        file: UploadedFile[bytes] = self.cleaned_data["evidence"]
        if file.size is None or file.size > evidence.MAX_BYTES:
            raise forms.ValidationError(WRONG_FILE)
        content: bytes = file.read()
        if not evidence.kind_of(content):
            raise forms.ValidationError(WRONG_FILE)
        return content
