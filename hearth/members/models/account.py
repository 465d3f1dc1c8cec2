from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, email: str | None) -> "Account":
        return self.get(email=(email or "").lower())

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=email.lower(), is_staff=True, is_superuser=True, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """A person's login: private, shown to nobody. What others meet is a Member."""

    email = models.EmailField(unique=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_suspended = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=5, blank=True)
    contrast = models.CharField(max_length=4, blank=True)
    text_size = models.CharField(max_length=7, blank=True)
    space = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    erase_on = models.DateField(null=True, blank=True, editable=False)
    keeps_writing = models.BooleanField(default=True, editable=False)
    sign_outs = models.PositiveIntegerField(default=0)  # how often all sessions were ended at once

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_is_lower_case")
        ]
        indexes = [
            models.Index(fields=["erase_on"], condition=models.Q(erase_on__isnull=False), name="account_to_be_erased")
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def is_kept(self) -> bool:
        """Whether somebody is behind it, as far as anybody else may know: that they are suspended does not show.

        Whatever answers to others about one name asks this instead of `is_active`, which speaks of all of them.
        """
        return self.is_active or self.is_suspended

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to password, address and the last "sign out everywhere": when one changes, all others end."""
        salt = "hearth.members.models.Account.get_session_auth_hash"
        held = f"{self.password} {self.email} {self.sign_outs}"
        return salted_hmac(salt, held, secret=secret, algorithm="sha256").hexdigest()
