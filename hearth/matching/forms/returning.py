from django import forms

from hearth.matching.models import Need


class ReturnForm(forms.Form):
    """Who should look at a question that is handed back."""

    need = forms.ChoiceField(choices=Need, required=False)
