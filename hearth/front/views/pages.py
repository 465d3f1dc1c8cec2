"""Pages of words: the house rules, privacy, accessibility, who runs this place."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

import hearth
from hearth.core.outer_cache import kept_for_visitors
from hearth.front.helplines import helplines as list_helplines
from hearth.members.queries.own import has_agreed_to_rules, rules_version
from hearth.organizations.queries import host_organization


@kept_for_visitors
def about(request: HttpRequest) -> HttpResponse:
    """Who runs this place, and with what."""
    contact = settings.CONFIG.contact
    context = {
        "version": hearth.__version__,
        "host": host_organization(),
        "contact": {"text": contact, "url": f"mailto:{contact}" if "@" in contact else contact} if contact else None,
    }
    return render(request, "front/about.html", context)


@kept_for_visitors
def rules(request: HttpRequest) -> HttpResponse:
    """The house rules; a member who has not accepted this version can do so here."""
    must_agree = request.viewer is not None and not has_agreed_to_rules(request.user)
    return render(request, "front/rules.html", {"version": rules_version(), "must_agree": must_agree})


@kept_for_visitors
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, how it goes away."""
    return render(request, "front/privacy.html")


@kept_for_visitors
def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does for people who use it differently."""
    return render(request, "front/accessibility.html")


@kept_for_visitors
def helplines(request: HttpRequest) -> HttpResponse:
    """Whom to call, by country; a member's own country first."""
    home = request.viewer.country if request.viewer else ""
    countries = list_helplines()
    mine = next((country for country in countries if country.code == home and country.lines), None)
    context = {
        "countries": countries,
        "mine": mine,
        "all_checked": all(line.checked_on for country in countries for line in country.lines),
    }
    return render(request, "front/helplines.html", context)
