"""What and whom I follow, and from whom I keep away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.members.actions.follows import choose_interests
from hearth.members.forms.interests import InterestsForm
from hearth.members.queries.around import list_blocks, list_follows, list_mutes, topics_followed

LISTS = {"follows": list_follows, "mutes": list_mutes, "blocks": list_blocks}


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """My interests, the people I follow, and my quiet list."""
    form = InterestsForm(posted(request), initial={"topics": topics_followed(request.viewer)})
    if form.is_valid():
        choose_interests(form.cleaned_data["topics"], by=request.viewer)
        messages.success(request, _("Saved."))
        return redirect("members:settings-interests")
    part, cursor = request.GET.get("part", ""), request.GET.get("cursor", "")
    lists = {name: read(request.viewer, cursor=cursor if part == name else "") for name, read in LISTS.items()}
    return render(request, "members/settings_interests.html", {"form": form, **lists})
