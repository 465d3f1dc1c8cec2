from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hearth.communities.models import Community
from hearth.core.forms import DayInput, ManyPicks
from hearth.core.languages import NATIVE_NAMES
from hearth.core.translated import Words
from hearth.members.models import Member
from hearth.search.asked import LONGEST
from hearth.search.models import Kind
from hearth.search.queries.finding import Order, Search


class SearchForm(forms.Form):
    """The words and the filters. What a filter cannot read is left out: an old link still finds something."""

    q = forms.CharField(required=False, strip=True, label=_("What are you looking for?"))
    kind = forms.MultipleChoiceField(
        required=False, choices=Kind.choices, label=_("Only these"), widget=ManyPicks(chip=True)
    )
    language = forms.ChoiceField(
        required=False, label=_("Language"), choices=[("", pgettext_lazy("language", "Any")), *NATIVE_NAMES.items()]
    )
    since = forms.DateField(required=False, label=_("From"), widget=DayInput())
    until = forms.DateField(required=False, label=_("Until"), widget=DayInput())
    unanswered = forms.BooleanField(required=False, label=_("Questions without an answer"))
    mine = forms.BooleanField(required=False, label=_("Only what I wrote"))
    order = forms.ChoiceField(required=False, choices=Order.choices, label=_("Order"))
    community = forms.CharField(required=False)

    is_all_optional = True

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

    @property
    def is_cut(self) -> bool:
        """Whether only the beginning of what was typed is looked for."""
        return len(self.data.get("q", "").strip()) > LONGEST

    def _community(self, public_id: str) -> Community | None:
        """Return the community of the address, if the viewer may know of it."""
        if not public_id or "\0" in public_id:
            return None
        return Community.objects.visible_to(self.viewer).filter(public_id=public_id).first()


def narrowed_to(search: Search) -> list[Words]:
    """Return to what the filters narrow `search`, each in a few words; without a language, in the reader's."""
    said = [Words(str(Kind(kind).label), "") for kind in search.kinds]
    if search.community:
        said.append(Words(search.community.name, search.community.lang))
    if search.language:
        said.append(Words(NATIVE_NAMES[search.language], search.language))
    if search.since:
        said.append(Words(gettext("from %(day)s on") % {"day": date_format(search.since)}, ""))
    if search.until:
        said.append(Words(gettext("until %(day)s") % {"day": date_format(search.until)}, ""))
    if search.is_unanswered:
        said.append(Words(gettext("Questions without an answer"), ""))
    if search.is_mine:
        said.append(Words(gettext("Only what I wrote"), ""))
    return said
