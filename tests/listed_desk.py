"""The part of the inventory that is about what is brought to people."""

from tests.listed import POSTED_SIGNED_IN, SIGNED_IN, Page

DESK: dict[str, Page] = {
    "matching:desk": Page(SIGNED_IN),
    "matching:pause": Page(POSTED_SIGNED_IN, "POST", html=False),
    "matching:pause-end": Page(POSTED_SIGNED_IN, "POST", html=False),
    **{
        f"matching:{name}": Page(
            POSTED_SIGNED_IN, "POST", arguments=lambda world: world.conversations.at_open(), html=False
        )
        for name in ("claim", "refusal", "return")
    },
}
