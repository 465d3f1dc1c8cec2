"""Domains, exactly: what one is, which is whose, which can prove nothing."""

import re
from typing import Final
from urllib.parse import urlsplit

from hearth.organizations.models import OfficialAccount, Platform
from hearth.organizations.platforms import HOSTS

LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
MAIL_PROVIDERS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        126.com 139.com 163.com abv.bg aim.com aol.com att.net bellsouth.net bigpond.com bluewin.ch bol.com.br
        btinternet.com charter.net comcast.net cox.net duck.com earthlink.net email.com fastmail.com free.fr
        freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com
        hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com inbox.lv inbox.ru laposte.net libero.it
        list.ru live.co.uk live.com live.fr live.nl mac.com mail.com mail.ru mailbox.org me.com msn.com naver.com
        ntlworld.com o2.pl orange.fr outlook.com outlook.de outlook.es outlook.fr pm.me posteo.de proton.me
        protonmail.ch protonmail.com qq.com rediffmail.com rocketmail.com rogers.com sapo.pt sbcglobal.net seznam.cz
        sfr.fr shaw.ca sina.com sky.com sohu.com t-online.de telenet.be terra.com.br tuta.com tuta.io tutanota.com
        tutanota.de ukr.net uol.com.br verizon.net virgilio.it virginmedia.com vodafone.it wanadoo.fr web.de wp.pl
        xtra.co.nz yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.br yahoo.com.mx
        yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com ziggo.nl zoho.com
        """,
    )
)
"""Domains at which anybody has a mailbox: an address there shows nothing."""

SHARED_SUFFIXES: Final = frozenset(
    re.findall(
        r"\S+",
        """
        ac.at ac.in ac.jp ac.uk co.in co.jp co.nz co.uk co.za com.ar com.au com.br com.cn com.mx com.tr edu.au
        edu.br edu.cn edu.mx gob.ar gob.cl gob.mx gob.pe go.jp go.ke gouv.fr gov.au gov.br gov.cn gov.in gov.uk
        gov.za gv.at nhs.uk nic.in or.jp or.ke org.ar org.au org.br org.mx org.nz org.uk org.za
        """,
    )
)
"""Names below which many register their own: not one organisation's."""


def read_domain(text: str) -> str | None:
    """Return the domain in `text` in ASCII and small letters (IDNA); None when it is no domain of somebody's own.

    A web address is read for its host. Mail providers, names of one part, suffixes that many share, addresses of
    machines and the hosts of social networks are nobody's own.
    """
    host = host_of(text.strip())
    if host is None or host in MAIL_PROVIDERS | SHARED_SUFFIXES | set(HOSTS):
        return None
    return host


def host_of(text: str) -> str | None:
    """Return the host of a web address or domain, in ASCII and small letters, without `www.`; else None."""
    if not text or len(text) > 300 or re.search(r"[\s@\\%\x00-\x1f]", text):
        return None
    try:
        given = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
        host = given.rstrip(".").encode("idna").decode("ascii").lower().removeprefix("www.")
    except (ValueError, UnicodeError):
        return None
    labels = host.split(".")
    is_domain = len(labels) > 1 and len(host) <= 253 and all(LABEL.fullmatch(label) for label in labels)
    return host if is_domain and not labels[-1].isdigit() else None


def domain_of_address(email: str) -> str | None:
    """Return the exact domain of an e-mail address, in ASCII; None where anybody may have one or there is none."""
    _local, at, domain = email.strip().rpartition("@")
    if not at or domain.lower().startswith("www."):
        return None
    return read_domain(domain)


def host_of_account(account: OfficialAccount) -> str | None:
    """Return the host that an account stands on, where it is the owner's: a server, a blog, a podcast or a feed."""
    own = {Platform.MASTODON, Platform.BLOG, Platform.PODCAST, Platform.FEED}
    return host_of(account.url) if account.platform in own else None
