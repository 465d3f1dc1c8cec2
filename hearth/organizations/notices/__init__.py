"""What the network tells people of: who is told, and in which words. See `hearth.activity.ports`."""

from hearth.activity.ports import announce
from hearth.organizations.notices import belonging, joining, keeping, leading, memberships, proofs

announce(
    *belonging.NOTICES,
    *proofs.NOTICES,
    *joining.NOTICES,
    *memberships.NOTICES,
    *keeping.NOTICES,
    *leading.NOTICES,
)
