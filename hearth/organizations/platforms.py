"""Addresses of channels: which platform one belongs to, whose it is there, one key for every way to write it."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from hearth.organizations.models import OfficialAccount, Platform

HOSTS = {
    "bsky.app": Platform.BLUESKY,
    "facebook.com": Platform.FACEBOOK,
    "fb.com": Platform.FACEBOOK,
    "instagram.com": Platform.INSTAGRAM,
    "linkedin.com": Platform.LINKEDIN,
    "threads.com": Platform.THREADS,
    "threads.net": Platform.THREADS,
    "twitter.com": Platform.X,
    "x.com": Platform.X,
    "youtube.com": Platform.YOUTUBE,
}
FRONTS = ("www.", "m.", "mobile.", "web.", "de-de.", "en-gb.", "es-la.")
NO_NAMES = {
    "share",
    "sharer",
    "sharer.php",
    "intent",
    "login",
    "home",
    "search",
    "watch",
    "hashtag",
    "explore",
    "events",
}
OWN = {Platform.MASTODON, Platform.BLOG, Platform.PODCAST, Platform.FEED}
LONGEST = 300


class Address(NamedTuple):
    """A channel's address: what it is called there (`handle`, may be empty), a tidy `url`, and its `key`."""

    platform: Platform
    handle: str
    url: str
    key: str


KEPT = {each.name: each.max_length or 0 for each in OfficialAccount._meta.fields if each.name in Address._fields}
"""How long what we keep of an address may be."""


def read_address(text: str, platform: Platform | None = None) -> Address | None:
    """Return what channel `text` is the address of, or None when it is none of `platform` (any, when not told).

    Which server speaks Mastodon cannot be seen: `/@name` is taken for it where `platform` says nothing
    else. A page that is nobody's channel (a share button, a single video) is no address of one.
    """
    address = _read(text.strip(), platform)
    return address if address is not None and _fits(address) else None


def _fits(address: Address) -> bool:
    """Say whether a database takes it: a short address may grow long in ASCII, and hide a NUL (%00) in its path."""
    return all(len(value) <= KEPT[name] and value.isprintable() for name, value in address._asdict().items())


def _read(text: str, platform: Platform | None) -> Address | None:
    if not text or len(text) > LONGEST or re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", text):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
        odd = (
            parts.scheme not in {"http", "https"}
            or parts.username
            or parts.password
            or parts.port not in {None, 80, 443}
        )
    except (ValueError, UnicodeError):
        return None
    if odd or "." not in host:
        return None
    known = _platform_of(host)
    path = unquote(parts.path).rstrip("/")
    if known:
        return _read_known(known, path, parts.query, platform)
    if platform in {None, Platform.MASTODON}:
        found = re.fullmatch(r"/(?:@|users/@?|web/@)([A-Za-z0-9_.-]{1,60})", path)
        if found:
            handle = f"@{found[1]}@{host}"
            return Address(Platform.MASTODON, handle, f"https://{host}/@{found[1]}", f"mastodon:{handle.lower()}")
    if platform in OWN - {Platform.MASTODON}:
        bare = host.removeprefix("www.")
        query = f"?{parts.query}" if parts.query else ""
        return Address(platform, "", f"{parts.scheme}://{host}{parts.path}{query}", f"{platform}:{bare}{path}{query}")
    return None


def _platform_of(host: str) -> Platform | None:
    for front in FRONTS:
        host = host.removeprefix(front)
    return HOSTS.get(host)


def _read_known(known: Platform, path: str, query: str, wanted: Platform | None) -> Address | None:
    if wanted not in {None, known}:
        return None
    name = _name_in(known, [part for part in path.split("/") if part], query)
    if not re.fullmatch(r"[\w.\-:/%@]{1,120}", name):
        return None
    root = {
        Platform.BLUESKY: "https://bsky.app/profile/",
        Platform.FACEBOOK: "https://www.facebook.com/",
        Platform.INSTAGRAM: "https://www.instagram.com/",
        Platform.LINKEDIN: "https://www.linkedin.com/",
        Platform.THREADS: "https://www.threads.com/@",
        Platform.X: "https://x.com/",
        Platform.YOUTUBE: "https://www.youtube.com/",
    }[known]
    # YouTube's own ids tell small letters from capitals; names elsewhere do not.
    key = name if known is Platform.YOUTUBE and name.startswith("channel/") else name.lower()
    return Address(known, name.rsplit("/", 1)[-1].removeprefix("@"), root + name, f"{known}:{key}")


def _name_in(platform: Platform, parts: list[str], query: str) -> str:
    """Return what stands for the owner in the path of a platform's address, empty when it is nobody's page."""
    if not parts or parts[0].lower() in NO_NAMES:
        return ""
    first, rest = parts[0], parts[1:]
    match platform:
        case Platform.FACEBOOK if first == "profile.php":
            return parse_qs(query).get("id", [""])[0]
        case Platform.FACEBOOK if first in {"pages", "pg", "people"}:
            return rest[-1] if rest else ""
        case Platform.BLUESKY:
            return rest[0] if first == "profile" and rest else ""
        case Platform.LINKEDIN:
            return f"{first}/{rest[0]}" if first in {"company", "school", "showcase", "in"} and rest else ""
        case Platform.YOUTUBE if first in {"channel", "c", "user"}:
            return f"{first}/{rest[0]}" if rest else ""
        case Platform.YOUTUBE:
            return first if first.startswith("@") else f"c/{first}"
        case Platform.THREADS:
            return first.removeprefix("@") if first.startswith("@") else ""
        case _:
            return first.removeprefix("@")
