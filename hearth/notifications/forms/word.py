"""How word comes from now on, and where that holds."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.ports import How
from hearth.core.forms import Picks
from hearth.core.translated import isolated
from hearth.notifications.actions.subscribing import COMMUNITY, DISCUSSION, EVERYWHERE
from hearth.notifications.links import Occasion
from hearth.notifications.queries.words import Places

OF_DIGESTS = (How.DAILY, How.WEEKLY, How.PAGE)


class WordForm(forms.Form):
    """The choice behind one mail. It begins with how word comes now, and with the nearest place."""

    how = forms.ChoiceField(label=gettext_lazy("How should it reach you?"), widget=Picks())
    where = forms.ChoiceField(label=gettext_lazy("Where does that hold?"), widget=Picks())

    def __init__(self, given: QueryDict | None, occasion: Occasion, *, how: How, places: Places) -> None:
        self.places = _places(occasion, places)
        super().__init__(given, initial={"how": how, "where": self.places[0][0]})
        ways = list(reversed(How)) if occasion.kind else OF_DIGESTS
        self.fields["how"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]
        self.fields["where"].choices = self.places  # type: ignore[attr-defined]
        if len(self.places) == 1:
            del self.fields["where"]

    @property
    def choice(self) -> dict[str, Any]:
        """What was chosen, as `choose_by_mail` takes it."""
        return {"how": How(self.cleaned_data["how"]), "where": self.cleaned_data.get("where", EVERYWHERE)}


def _places(occasion: Occasion, called: Places) -> list[tuple[str, str]]:
    found = []
    if occasion.discussion:
        name = isolated(called.discussion)
        found.append((DISCUSSION, _("In “%(title)s” only") % {"title": name} if name else _("In this discussion only")))
    if occasion.community:
        name = isolated(called.community)
        found.append((COMMUNITY, _("In all of %(place)s") % {"place": name} if name else _("In all of its community")))
    return [*found, (EVERYWHERE, _("Everywhere"))]
