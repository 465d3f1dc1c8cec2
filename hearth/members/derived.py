"""How health data is erased where other rooms made something from it: an index row, a match, a suggestion kept."""

from typing import Protocol

from hearth.members.models import Account


class DerivedFromHealth(Protocol):
    """What a room makes from people's Situation and Conditions."""

    def erase(self, account: Account) -> None:
        """Erase all that was made from the health data of `account`, in the caller's transaction.

        Called when the consent is withdrawn, and whenever what it was made from has changed: it may be made anew then
        from what is kept and still consented to.
        """
        ...


_parts: dict[str, DerivedFromHealth] = {}


def register(name: str, part: DerivedFromHealth) -> None:
    """Let `part` be told when health data goes; called in `AppConfig.ready()`. Of one name there is one part."""
    _parts[name] = part


def erase_derived(account: Account) -> None:
    """Let every registered part erase what it made from the health data of `account`."""
    for part in _parts.values():
        part.erase(account)
