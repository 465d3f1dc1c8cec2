"""What mail servers say of an address, by enhanced status codes (RFC 3463)."""

import re

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Of the codes of RFC 3463 and RFC 7505 those that say the mailbox is not there; a full box, a message too long, a
# filter's or a policy's no say nothing of the kind.
GONE = re.compile(r"5\.(?:1\.(?:0|1|2|3|4|6|9|10)|2\.[01]|4\.4)")


def is_gone(status: str) -> bool:
    """Say whether the code `status`, such as `5.1.1`, means that mail to the address will never arrive."""
    return GONE.fullmatch(status) is not None
