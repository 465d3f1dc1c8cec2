from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hearth.core.leases import Leased


class DataExport(Leased):
    """A person asked for a copy of everything we keep about them. One at a time; the file is `public_id`.zip."""

    KIND = "exports"

    account = models.OneToOneField("members.Account", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    ready_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta(Leased.Meta):
        verbose_name = _("personal download")
        verbose_name_plural = _("personal downloads")

    def __str__(self) -> str:
        return f"download {self.public_id}"

    @property
    def is_open(self) -> bool:
        """Whether the file can still be fetched."""
        return self.expires_at is not None and self.expires_at > timezone.now()


class Erasure(Leased):
    """An account is to be erased now. The row outlives it by a week, naming nobody, to say that it was done."""

    KIND = "erasures"

    account = models.OneToOneField("members.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Leased.Meta):
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"erasure {self.public_id}"


class HeldName(models.Model):
    """The name of somebody who left, given to nobody until `until`: kept as a keyed hash that points at no person."""

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"held name {self.pk}"


def held_digest(name_key: str) -> str:
    """Return what a held name is kept as: without the site's secret nobody can try names against it."""
    return salted_hmac("hearth.members.held_name", name_key, algorithm="sha256").hexdigest()
