from django import forms


class ReadingForm(forms.Form):
    """What is marked as read: until the moment the page was made, so that nothing nobody saw is."""

    until = forms.DateTimeField(required=False)
    discussion = forms.CharField(required=False, max_length=20)
