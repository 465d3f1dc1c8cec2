"""What the machinery remembers: mail on its way, logs to be emptied, when periodic tasks ran, which workers live, which
forms were sent.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.leases import Leased


def new_message_id() -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) under the site's own name, not the machine's."""
    return f"<{uuid.uuid4().hex}@{settings.SITE.hostname or 'localhost'}>"


class OutgoingMail(Leased):
    """A mail to one address, until it is sent: then only the row's times stay.

    Arguments:
        maker: who makes it anew whenever sending is tried, see `hearth.core.outbox.makes`; empty for a mail that is
            here as it was written.
        about: of which things it is made, as keys, never content.
    """

    KIND = "mails"
    SPENT: ClassVar[dict[str, Any]] = {
        "to": "",
        "subject": "",
        "text": "",
        "html": "",
        "headers": {},
        "about": {},
        "expires_at": None,
    }

    to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=10)
    message_id = models.CharField(max_length=320, default=new_message_id, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    maker = models.CharField(max_length=20, blank=True)
    about = models.JSONField(default=dict, blank=True)

    class Meta(Leased.Meta):
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            *Leased.Meta.indexes,
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="outgoingmail_expires"),
        ]

    def __str__(self) -> str:
        return f"mail {self.public_id}"


class Emptying(Leased):
    """Something was erased, and SQLite's log of changes is to be emptied of it. It does not say what or whose."""

    KIND = "emptyings"

    class Meta(Leased.Meta):
        verbose_name = _("emptying of the database’s log")
        verbose_name_plural = _("emptyings of the database’s log")

    def __str__(self) -> str:
        return f"emptying {self.public_id}"


class PeriodicTask(models.Model):
    """When a periodic task ran and runs next."""

    name = models.CharField(max_length=120, unique=True)
    next_run_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """A worker said that it lives."""

    name = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """A form that was sent and acted on; `location` is where its sender went afterwards."""

    digest = models.CharField(max_length=64, unique=True)
    location = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.location
