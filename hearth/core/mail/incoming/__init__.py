"""Mail that comes in: read whatever its bytes are, told apart by its nature, and cut down to what a person wrote.

Pure functions: no database, no settings, nothing is kept.
"""

from hearth.core.mail.incoming.betraying import Betrayal, betrays
from hearth.core.mail.incoming.cutting import Cut, cut
from hearth.core.mail.incoming.message import Complaint, Failure, Fault, Image, Incoming, Nature, Unreadable
from hearth.core.mail.incoming.quotations import MARKER
from hearth.core.mail.incoming.reading import MAX_BYTES, read

__all__ = [
    "MARKER",
    "MAX_BYTES",
    "Betrayal",
    "Complaint",
    "Cut",
    "Failure",
    "Fault",
    "Image",
    "Incoming",
    "Nature",
    "Unreadable",
    "betrays",
    "cut",
    "read",
]
