"""Channels of organisations as a list of accounts says them: each goes to the organisation of its name."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from hearth.activity.actions import record
from hearth.core.folding import fold
from hearth.core.turns import take_turn
from hearth.organizations.actions.importing import Seen, differs, put_entries
from hearth.organizations.models import DirectoryEntry, DirectorySource, OfficialAccount, Organization, Origin, Platform
from hearth.organizations.platforms import Address, read_address
from hearth.organizations.records.listed import YES, Listed
from hearth.organizations.records.mapping import Columns
from hearth.organizations.verbs import DIRECTORY_IMPORTED

SHORT_FORM: Final = re.compile(r"\s*\([^()]*\)\s*$")


class Said(Counter[str]):
    """What became of the rows; `unread` holds those that are no address of a channel, with the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.unread: list[tuple[int, str]] = []


@transaction.atomic
def put_accounts(source: DirectorySource, rows: Sequence[Listed], columns: Columns, seen: Seen) -> Said:
    """Let the directory say which channels `rows` name, and count: added (a new organisation), matched (one that was
    here has a new channel or website), changed, unchanged, left out, dead, and unreadable.

    A row belongs to the organisation that has this very channel, or this entry of the list, else to the only one of its
    country with that name. An account counts as nobody's proof; what a list calls dead is not kept, and goes where the
    same list said so before. Whoever claimed an organisation says its channels themselves. Twice changes nothing.
    """
    take_turn(f"directory {source.key}")
    put = _Putting(source, columns, rows, timezone.now())
    for row in rows:
        put.take(row)
    put.finish(seen)
    return put.said


class _Putting:
    """One batch: what is there already, read at once, and what becomes of each row."""

    def __init__(self, source: DirectorySource, columns: Columns, rows: Sequence[Listed], now: datetime) -> None:
        self.source, self.columns, self.now, self.said = source, columns, now, Said()
        self.addresses = {row.line: _address(row, columns) for row in rows}
        keys = [each.key for each in self.addresses.values() if each]
        accounts = OfficialAccount.objects.filter(key__in=keys).select_related("organization")
        self.accounts = {each.key: each for each in accounts.order_by("-verified_at", "-pk")}
        entries = DirectoryEntry.objects.filter(source=source, identifier__in=[row.identifier for row in rows])
        self.entries = {each.identifier: each for each in entries.select_related("organization")}
        self.named: dict[tuple[str, str], list[Organization]] = {}
        names = {name for row in rows for name in _names(row.name)}
        for each in Organization.objects.filter(name_key__in=names, country__in={row.country for row in rows}):
            self.named.setdefault((each.name_key, each.country), []).append(each)
        self.new: dict[str, Listed] = {}
        self.new_named: dict[str, Listed] = {}
        self.waiting: list[tuple[Listed, Address]] = []
        self.touched: set[int] = set()

    def take(self, row: Listed) -> None:
        """Decide what becomes of one row."""
        address = self.addresses[row.line]
        if "url" in row.channel and address is None:
            self.said["unreadable"] += 1
            self.said.unread.append((row.line, f"{row.channel['url'][:80]!r} is no address of a channel"))
        elif row.channel.get("is_living", "yes").casefold() not in YES:
            self._bury(address)
        else:
            self._give(row, address)

    def _bury(self, address: Address | None) -> None:
        known = self.accounts.get(address.key) if address else None
        if known is None or known.source != self.source.key or known.verified_at:
            self.said["dead"] += 1
            return
        self.touched.add(known.organization_id)
        known.delete()
        self.said["changed"] += 1

    def _give(self, row: Listed, address: Address | None) -> None:
        entry = self.entries.get(row.identifier)
        if entry is not None and differs(entry, row):
            self._enter(row)
            self.said["changed"] += 1
            return
        if address and address.key in self.accounts:
            self.said["unchanged"] += 1
            return
        owner, is_known = self._owner(row)
        if owner is None:
            self._add(row, address, is_known)
        elif owner.claimed_at or owner.origin == Origin.PEOPLE:
            self.said["unchanged"] += 1
        else:
            done = self._speak(owner, address) if address else self._link(owner, row)
            self.said["matched" if done else "unchanged"] += 1

    def _owner(self, row: Listed) -> tuple[Organization | None, bool]:
        """Return whose row it is, None for nobody or several; and whether anybody here has that name."""
        if row.identifier in self.entries:
            return self.entries[row.identifier].organization, True
        for name in _names(row.name):
            if found := self.named.get((name, row.country)):
                return (found[0] if len(found) == 1 else None), True
        return None, False

    def _add(self, row: Listed, address: Address | None, is_known: bool) -> None:
        words = fold(row.name).split()
        same = self.new.get(row.identifier) or self.new_named.get(fold(row.name))
        if is_known or (self.columns.words and not set(words) & set(self.columns.words)):
            self.said["left out"] += 1
            return
        self.said["matched" if same else "added"] += 1
        if same is None:
            self._enter(row)
        if address:
            self.waiting.append((same or row, address))

    def _enter(self, row: Listed) -> None:
        self.new[row.identifier] = row
        self.new_named.setdefault(fold(row.name), row)

    def _speak(self, owner: Organization, address: Address) -> bool:
        said = {"source": self.source.key, **_fields(address)}
        account, is_new = OfficialAccount.objects.get_or_create(organization=owner, key=address.key, defaults=said)
        self.accounts[address.key] = account
        if is_new:
            self.touched.add(owner.pk)
        return is_new

    def _link(self, owner: Organization, row: Listed) -> bool:
        if not row.said["website"] or owner.website or owner.joined_on:
            return False
        Organization.objects.filter(pk=owner.pk).update(website=row.said["website"])
        self.touched.add(owner.pk)
        return True

    def finish(self, seen: Seen) -> None:
        """Write the organisations that are new with their channels, and say what changed."""
        put_entries(self.source, list(self.new.values()), seen)
        wanted = [row.identifier for row, _address in self.waiting]
        made = DirectoryEntry.objects.filter(source=self.source, identifier__in=wanted).select_related("organization")
        owners = {each.identifier: each.organization for each in made}
        for row, address in self.waiting:
            if address.key not in self.accounts:
                self._speak(owners[row.identifier], address)
        if self.touched:
            Organization.objects.filter(pk__in=self.touched).update(changed_at=self.now)
            record(DIRECTORY_IMPORTED, by=None, subject=self.source, at=self.now)


def _address(row: Listed, columns: Columns) -> Address | None:
    said = row.channel.get("platform", "").casefold() or columns.platform
    platform = Platform(said) if said in Platform.values else None
    return read_address(row.channel.get("url", ""), platform) if row.channel.get("url") else None


def _fields(address: Address) -> dict[str, str]:
    return {"platform": address.platform, "url": address.url, "handle": address.handle[:120]}


def _names(name: str) -> list[str]:
    """Return the folded names to look for: as it stands, and without a short form in brackets behind it."""
    return list(dict.fromkeys(filter(None, (fold(name), fold(SHORT_FORM.sub("", name))))))
