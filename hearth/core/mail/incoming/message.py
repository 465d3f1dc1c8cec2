"""What a message that came in is turned into."""

from dataclasses import dataclass
from enum import Enum


class Nature(Enum):
    """What kind of mail it is, and so what is owed to it."""

    ANSWER = "answer"  # a person wrote it
    AUTOMATIC = "automatic"  # a machine answered: nothing is ever sent back (RFC 3834)
    LOOP = "loop"  # our own mail has come back
    BOUNCE = "bounce"  # mail of ours, or one that claims to be, was not delivered (RFC 3464)
    COMPLAINT = "complaint"  # somebody called mail of ours spam (RFC 5965)


class Fault(Enum):
    """Why a message cannot be read."""

    TOO_LARGE = "too large"
    TOO_MANY_PARTS = "too many parts"
    LONG_HEADERS = "headers too long"
    LONG_TEXT = "text too long"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that came with a message, as its sender named and typed it: nothing of it is checked."""

    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What a mail server says of one recipient: `recipient` is where it gave up, `original` where mail was first sent.

    `is_permanent` says that the address itself will not work: not that a mailbox is full or a filter objects.
    """

    recipient: str
    original: str
    action: str
    status: str
    is_permanent: bool


@dataclass(frozen=True, slots=True)
class Complaint:
    """Somebody called mail to `recipient` spam; `envelope` is the envelope address it had been sent from."""

    recipient: str
    envelope: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it could be read: addresses in lower case, one-line headers without control characters.

    `sender` is empty unless `From` names exactly one mailbox. `answers` is the Message-ID of what it answers, without
    angle brackets, where its program says so. `why` says in a few words what told its nature.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    images: tuple[Image, ...]
    nature: Nature
    why: str
    failures: tuple[Failure, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that cannot be read, with as much of its head as was found."""

    fault: Fault
    message_id: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    nature: Nature = Nature.ANSWER
