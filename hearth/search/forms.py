from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.communities.models import Community
from hearth.core.languages import NATIVE_NAMES
from hearth.members.models import Member
from hearth.search.asked import LONGEST
from hearth.search.models import Kind
from hearth.search.queries.finding import Order, Search


class SearchForm(forms.Form):
    """The words and the filters. What a filter cannot read is left out: an old link still finds something."""

    q = forms.CharField(required=False, strip=True, label=_("What are you looking for?"))
    kind = forms.MultipleChoiceField(
        required=False, choices=Kind.choices, label=_("Only these"), widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(
        required=False, label=_("Language"), choices=[("", pgettext_lazy("language", "Any")), *NATIVE_NAMES.items()]
    )
    since = forms.DateField(required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    unanswered = forms.BooleanField(required=False, label=_("Questions without an answer"))
    mine = forms.BooleanField(required=False, label=_("Only what I wrote"))
    order = forms.ChoiceField(required=False, choices=Order.choices, label=_("Order"))
    community = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, viewer: Member | None) -> None:
        super().__init__(data)
        self.viewer = viewer
        if viewer is None:
            del self.fields["mine"]

    def search(self) -> Search:
        """Return what is asked for, without the filters that cannot be read."""
        self.full_clean()
        given = self.cleaned_data
        return Search(
            text=given.get("q", "")[:LONGEST],
            kinds=tuple(given.get("kind") or ()),
            community=self._community(given.get("community", "")),
            language=given.get("language", ""),
            since=given.get("since"),
            until=given.get("until"),
            is_unanswered=given.get("unanswered", False),
            is_mine=given.get("mine", False),
            order=given.get("order") or Order.RELEVANCE,
        )

    def _community(self, public_id: str) -> Community | None:
        """Return the community of the address, if the viewer may know of it."""
        if not public_id or "\0" in public_id:
            return None
        return Community.objects.visible_to(self.viewer).filter(public_id=public_id).first()
