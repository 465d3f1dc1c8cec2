"""Stand-in until the real one is merged."""

from hearth.members import names
from hearth.members.actions.joining import create_face
from hearth.members.models import Account, Audience, Kind, Member


def create_pseudonym(account: Account, *, name: str) -> Member:
    return create_face(account, name=name, audience=Audience.ONLY_ME, languages=[], kind=Kind.PSEUDONYM)


def create_alias(account: Account) -> Member:
    return create_face(account, name=names.suggest(1)[0], audience=Audience.ONLY_ME, languages=[], kind=Kind.ALIAS)
