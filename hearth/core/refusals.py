"""What a member can mend: raised by actions, shown by one middleware."""

from django.core.exceptions import PermissionDenied


class Refusal(Exception):
    """An ordinary 'not like this': `message` is a translated sentence that says what to do instead."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied
