"""Bytes to words, whatever the label on them claims."""

import codecs

# What a label means in practice, as the WHATWG Encoding Standard has it: the wider set that includes the one named.
WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
# Only sets of letters: among Python's codecs there are others, such as `punycode`, that take forever on hostile bytes.
KNOWN = (
    "utf-8",
    "utf-16",
    "utf-32",
    "cp",
    "iso8859",
    "iso2022",
    "koi8",
    "mac-",
    "mac_",
    "euc",
    "big5",
    "gb",
    "hz",
    "johab",
)
LIKELY = ("utf-8", "cp1252")


def decode(content: bytes, claimed: str) -> str:
    """Return `content` as text: in the character set `claimed` if that fits, else in the likeliest; it never fails."""
    known = _known(claimed)
    for name in (*([known] if known else []), *LIKELY):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode(known or "utf-8", errors="replace")


def _known(claimed: str) -> str:
    """Return Python's name of the character set `claimed`, or nothing when there is none that may be used."""
    try:
        name = codecs.lookup(claimed.strip().strip("\"'")[:40]).name
    except (LookupError, ValueError):
        return ""
    name = WIDER.get(name, name)
    return name if name.startswith(KNOWN) else ""
