"""A member's photo: drawn anew when it comes, erased from disk when it goes."""

from datetime import timedelta
from typing import IO

from django.db import transaction
from django.utils import timezone

from hearth.core.outer_cache import forget_pages
from hearth.core.pictures import squares
from hearth.core.refusals import require
from hearth.members import photos
from hearth.members.models import Member
from hearth.members.permissions import can_edit_member

LEFT_OVER = timedelta(days=1)


def put_photo(member: Member, upload: IO[bytes], *, by: Member) -> None:
    """Show the picture in `upload` as `member`'s photo from now on; the one before is erased.

    Raises PermissionDenied when it is not `by`'s own page, Refusal when it is no picture we can take.
    """
    require(can_edit_member(by, member))
    key = photos.keep(squares(upload, tuple(photos.SIZES.values())))
    try:
        _change(member, key)
    except BaseException:
        photos.erase(key)
        raise


def remove_photo(member: Member, *, by: Member) -> None:
    """Show initials again, and erase the photo from disk. Raises PermissionDenied when the page is not `by`'s own."""
    require(can_edit_member(by, member))
    _change(member, "")


@transaction.atomic
def _change(member: Member, key: str) -> None:
    fresh = Member.objects.select_for_update().get(pk=member.pk)
    before, fresh.photo = fresh.photo, key
    fresh.save(update_fields=["photo"])
    forget_pages()
    # Only once the row says so, or a transaction undone would leave a page that points at nothing.
    transaction.on_commit(lambda: photos.erase(before))


def erase_left_over_photos() -> int:
    """Erase photos that no member shows, which a process stopped midway left behind; return how many."""
    stale = set(photos.keys_older_than(timezone.now() - LEFT_OVER))
    left = stale - set(Member.objects.exclude(photo="").values_list("photo", flat=True))
    for key in left:
        photos.erase(key)
    return len(left)
