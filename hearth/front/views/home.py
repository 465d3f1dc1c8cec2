"""A member's own space, and how they arrange it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from hearth.front.queries import Space
from hearth.front.space import Arrangement, Column, parts_for
from hearth.matching.queries.desk import count_before
from hearth.members.actions.space import arrange_space
from hearth.members.queries.own import get_space, has_agreed_to_rules
from hearth.moderation.queries import look_out


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """The member's own space, part by part as they arranged it."""
    space = Space(request.user, request.viewer, language=get_language() or "en")
    arrangement = Arrangement(get_space(request.user), parts_for(is_bereaved=space.is_bereaved))
    reports, is_urgent = look_out(viewer=request.viewer) if space.keeps_order else (0, False)
    middle, side = arrangement.shown(Column.MIDDLE), arrangement.shown(Column.SIDE)
    context = {
        "today": timezone.localdate(),
        "has_agreed": has_agreed_to_rules(request.user),
        "space": space,
        "reports": reports,
        "is_urgent": is_urgent,
        "before": count_before(request.viewer, now=timezone.now()) if space.has_desk else 0,
        "middle": middle,
        "side": side,
    }
    for part in (*middle, *side):
        context |= space.gather(part.name)
    return render(request, "front/home.html", context)


@login_required
def arrange(request: HttpRequest) -> HttpResponse:
    """Choose which parts my space has, and in which order; each button is one change."""
    space = Space(request.user, request.viewer, language=get_language() or "en")
    arrangement = Arrangement(get_space(request.user), parts_for(is_bereaved=space.is_bereaved))
    if request.method == "POST":
        name = request.POST.get("part", "")
        arrangement.change(name, request.POST.get("change", ""))
        arrange_space(request.user, order=[part.name for part in arrangement.parts], hidden=sorted(arrangement.hidden))
        known = {part.name for part in arrangement.parts}
        return redirect(reverse("front:arrange") + (f"#part-{name}" if name in known else ""))
    columns = [(column, arrangement.placed(column)) for column in Column]
    return render(request, "front/arrange.html", {"columns": columns})
