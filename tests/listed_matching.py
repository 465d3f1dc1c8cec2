"""The part of the inventory that is about questions, those who answer them, and those who see to it."""

from tests.listed import SIGNED_IN, Page
from tests.listed_communities import LED, of_community, posted_in

MATCHING: dict[str, Page] = {
    "matching:boards": Page(SIGNED_IN),
    "matching:board": of_community(LED),
    "matching:taking": posted_in(discussion_id=lambda world: world.conversations.open.public_id),
}
