"""Who may look after background work."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin


def can_operate(account: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether `account` may see background work and try failures again: by the `operate` permission."""
    return isinstance(account, PermissionsMixin) and account.has_perm("activity.operate")
