"""Making the name somebody chose to write under."""

from django.core.exceptions import PermissionDenied

from hearth.communities.actions.belonging import in_turn
from hearth.communities.models import Community, Discussion, Pseudonym
from hearth.communities.queries.naming import Name, name_kept_in, pseudonym_in
from hearth.members import faces
from hearth.members.actions.pseudonyms import create_alias, create_pseudonym
from hearth.members.models import Account, Member


def name_to_write_under(
    choice: Name, *, by: Member, community: Community, discussion: Discussion | None = None, pseudonym: str = ""
) -> Member:
    """Return the name `by` writes under, made now when it is new.

    In a discussion where the person wrote before, it is the name they began with, whatever is chosen. `pseudonym` is
    what they want to be called in this community, asked for once. Raises Refusal for a name that cannot be used.
    Belongs in the transaction of what is written.
    """
    if discussion is not None and (kept := name_kept_in(discussion, by=by)):
        return kept
    if choice == Name.ALIAS:
        return create_alias(_account(by))
    if choice == Name.PSEUDONYM:
        return pseudonym_in(community, by=by) or _make_pseudonym(pseudonym, community, by)
    return by


def _make_pseudonym(name: str, community: Community, by: Member) -> Member:
    in_turn(by, community)
    if made := pseudonym_in(community, by=by):  # by another first post at this moment
        return made
    member = create_pseudonym(_account(by), name=name)
    Pseudonym.objects.create(community=community, member=member)
    return member


def _account(by: Member) -> Account:
    account = faces.account_of(by)
    if account is None:  # a former member: nobody is there to act
        raise PermissionDenied
    return account
