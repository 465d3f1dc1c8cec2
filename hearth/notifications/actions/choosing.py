"""What people decide about being told: how each kind comes, everywhere or in one place, and when mail may come."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.activity.ports import KINDS, How, Kind
from hearth.communities.models import Community, Discussion
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.notifications.models import Choice, Reception

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
    place: dict[str, Any] = {"community": None, "discussion": None} | dict(at)
    Choice.objects.filter(member=member, kind__in=asked, **place).delete()
    rows = [Choice(member=member, kind=name, how=how, **place) for name, how in chosen.items()]
    Choice.objects.bulk_create(rows, ignore_conflicts=True)  # the same form, sent twice at once


def receive(member: Member, **chosen: Any) -> None:
    """Let mail come to `member`, a main name, as `chosen` says by fields of Reception; digests are planned anew."""
    fresh = {"daily_at": None, "weekly_at": None}
    Reception.objects.update_or_create(member=member, defaults=chosen | fresh)


def pause(member: Member, until: datetime, *, now: datetime) -> None:
    """Mail nothing to `member`, a main name, `until` then. Raises Refusal for a moment that is over or very far."""
    if not now < until <= now + LONGEST_PAUSE:
        raise Refusal(gettext("Choose a day that is still to come, within a year."))
    Reception.objects.update_or_create(member=member, defaults={"paused_until": until})


def end_pause(member: Member) -> None:
    """Let mail come to `member`, a main name, again; harmless without a pause."""
    Reception.objects.filter(member=member).update(paused_until=None)
