"""The end of what this room keeps of a person beside the account and its faces."""

from functools import partial

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from hearth.activity.actions import forget
from hearth.core import outbox
from hearth.members import photos
from hearth.members.actions.consent import withdraw_situation
from hearth.members.actions.exports import discard
from hearth.members.actions.staff_history import erase_staff_history
from hearth.members.models import Block, DataExport, Follow, Member, Mute, TopicFollow, TopicProposal
from hearth.members.ports import Person


@transaction.atomic
def erase_own_part(person: Person) -> None:
    """Erase health data, photos, ties to others, copies, waiting mail and traces of `person`; twice does no harm.

    It goes also where a face itself stays as a former member's. How they signed in goes with the account.
    """
    account, faces = person.account, person.faces
    withdraw_situation(account)
    Follow.objects.filter(Q(follower__in=faces) | Q(member__in=faces)).delete()
    TopicFollow.objects.filter(follower__in=faces).delete()
    TopicProposal.objects.filter(member__in=faces).delete()
    Mute.objects.filter(Q(muter__in=faces) | Q(member__in=faces)).delete()
    Block.objects.filter(Q(blocker__in=faces) | Q(blocked__in=faces)).delete()
    erase_staff_history(faces)
    _erase_photos(person)
    for export in DataExport.objects.filter(account=account):
        discard(export)
    outbox.withdraw([account.email, *EmailAddress.objects.filter(user=account).values_list("email", flat=True)])
    forget([account, *faces])


def _erase_photos(person: Person) -> None:
    """Take every photo from its page, and from disk once the erasure holds: undone, it must leave no empty frame."""
    shown = Member.objects.filter(pk__in=[face.pk for face in person.faces]).exclude(photo="")
    for key in shown.values_list("photo", flat=True):
        transaction.on_commit(partial(photos.erase, key))
    shown.update(photo="")
