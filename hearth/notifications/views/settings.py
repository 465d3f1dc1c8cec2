"""How a person wants to be told: everywhere, at which hours, and when not at all."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.forms import posted
from hearth.core.refusals import Refusal
from hearth.core.zones import DeviceForm
from hearth.notifications.actions import choosing
from hearth.notifications.actions.suppressing import forget_address
from hearth.notifications.forms.choosing import PauseForm, PresetForm, SettingsForm
from hearth.notifications.queries.own import fixed_kinds, kinds_for, kinds_to_choose, ways_everywhere
from hearth.notifications.queries.readers import address_of
from hearth.notifications.queries.reception import reception_of, zone_of
from hearth.notifications.queries.suppressed import suppression_of


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """All of it in one form."""
    viewer, now = request.viewer, timezone.now()
    kinds, ways, reception = kinds_for(viewer), ways_everywhere(viewer), reception_of(viewer)
    form = SettingsForm(posted(request), kinds=kinds, ways=ways, reception=reception, now=now)
    if form.is_valid():
        choosing.choose(viewer, {name: how for name, how in form.chosen.items() if how})
        choosing.receive(viewer, **form.when)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("notifications:settings")
    zone, until = zone_of(reception), reception.paused_until
    context = {
        "form": form,
        "pause_form": PauseForm(),
        "paused_until": until.astimezone(zone) if until and until > now else None,
        "fixed": fixed_kinds(viewer),
        "address": address_of(viewer),
        "suppression": suppression_of(address_of(viewer)),
        "presets": [(each, choosing.ways_of(each, kinds).items() <= ways.items()) for each in choosing.Preset],
    }
    return render(request, "notifications/settings.html", context)


@login_required
@require_POST
def preset(request: HttpRequest) -> HttpResponse:
    """Let everything come in one way."""
    form = PresetForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose one of the ways on the page."))
    choosing.live_in(request.viewer, DeviceForm(request.POST).zone)
    choosing.choose(request.viewer, choosing.ways_of(form.cleaned_data["preset"], kinds_to_choose()))
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("notifications:settings")


@login_required
@require_POST
def mail_again(request: HttpRequest) -> HttpResponse:
    """Mail to the person's address again, from where mail came back or was called unwanted."""
    forget_address(address_of(request.viewer))
    messages.success(request, _("We try again from now on."))
    return redirect("notifications:settings")


@login_required
@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Mail nothing for some days, or until the morning of a day where the person is."""
    choosing.live_in(request.viewer, DeviceForm(request.POST).zone)
    form, now = PauseForm(request.POST), timezone.now()
    said = form.cleaned_data if form.is_valid() else {}
    if said.get("days"):
        until = now + timedelta(days=said["days"])
    elif said.get("until"):
        until = datetime.combine(said["until"], time.min, tzinfo=zone_of(reception_of(request.viewer)))
    else:
        raise Refusal(_("Choose until when, and press “Pause” again."))
    choosing.pause(request.viewer, until, now=now)
    messages.success(request, _("Paused. Until then nothing is mailed; the page keeps everything for you."))
    return redirect("notifications:settings")


@login_required
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Mail again."""
    choosing.end_pause(request.viewer)
    messages.success(request, _("The pause is over. E-mails come again."))
    return redirect("notifications:settings")
