"""What people decide about being told: how each kind comes, everywhere or in one place, and when mail may come."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.activity.ports import KINDS, How, Kind
from hearth.communities.models import Community, Discussion
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.notifications.models import Choice, Reception
from hearth.notifications.queries.schedule import next_times

LONGEST_PAUSE = timedelta(days=366)


class Preset(models.TextChoices):
    """One press for every kind at once."""

    SUGGESTED = "suggested", _("As we suggest")
    CALM = "calm", _("Calm: all in a weekly e-mail")
    AT_ONCE = "at_once", _("Each e-mail as it happens")
    PAGE = "page", _("In the page only")


_HOW = {Preset.CALM: How.WEEKLY, Preset.AT_ONCE: How.AT_ONCE, Preset.PAGE: How.PAGE}


def ways_of(preset: Preset, kinds: Iterable[Kind]) -> dict[str, How]:
    """Return how each of `kinds` comes by `preset`."""
    return {kind.name: _HOW.get(preset, kind.first) for kind in kinds}


def choose(member: Member, ways: Mapping[str, How]) -> None:
    """Let each kind in `ways` come to `member`, a main name, as it says, wherever they chose nothing nearer."""
    # What comes first anyway is no choice: it changes with what the house suggests.
    _put(member, ways, {name: how for name, how in ways.items() if how != KINDS[name].first}, {})


def choose_at(member: Member, place: Community | Discussion, ways: Mapping[str, How | None]) -> None:
    """Let each kind in `ways` come to `member`, a main name, as it says in `place`; as elsewhere for None."""
    at = {"discussion": place} if isinstance(place, Discussion) else {"community": place}
    _put(member, ways, {name: how for name, how in ways.items() if how is not None}, at)


@transaction.atomic
def _put(
    member: Member, asked: Mapping[str, How | None], chosen: Mapping[str, How], at: Mapping[str, Community | Discussion]
) -> None:
    hold(member)
    place: dict[str, Any] = {"community": None, "discussion": None} | dict(at)
    Choice.objects.filter(member=member, kind__in=asked, **place).delete()
    rows = [Choice(member=member, kind=name, how=how, **place) for name, how in chosen.items()]
    Choice.objects.bulk_create(rows)


def hold(member: Member) -> None:
    """Let whoever else writes choices of `member` wait until the caller's transaction ends: the later one holds."""
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)


@transaction.atomic
def receive(member: Member, **chosen: Any) -> None:
    """Let mail come to `member`, a main name, as `chosen` says by fields of Reception.

    The next digests are appointed anew where that moves their times; what is due otherwise stays due.
    """
    reception, now = appoint(member), timezone.now()
    before = next_times(reception, now)
    for name, value in chosen.items():
        setattr(reception, name, value)
    after = next_times(reception, now)
    Reception.objects.filter(pk=reception.pk).update(**chosen | (after if after != before else {}))


def appoint(member: Member) -> Reception:
    """Return when mail reaches `member`, a main name, held until the caller's transaction ends.

    Whoever has no time for their next digests yet gets one.
    """
    times = next_times(Reception(member=member), timezone.now())
    Reception.objects.get_or_create(member=member, defaults=times)
    return Reception.objects.select_for_update(of=("self",)).get(member=member)


@transaction.atomic
def live_in(member: Member, zone: str) -> None:
    """Take `zone`, a name of the IANA database or empty, for `member`, a main name, where they have chosen none."""
    if zone and not appoint(member).time_zone:
        receive(member, time_zone=zone)


def pause(member: Member, until: datetime, *, now: datetime) -> None:
    """Mail nothing to `member`, a main name, `until` then. Raises Refusal for a moment that is over or very far."""
    if not now < until <= now + LONGEST_PAUSE:
        raise Refusal(gettext("Choose a day that is still to come, within a year."))
    receive(member, paused_until=until)


def end_pause(member: Member) -> None:
    """Let mail come to `member`, a main name, again; harmless without a pause."""
    Reception.objects.filter(member=member).update(paused_until=None)
