"""The part of the inventory that is about regions, and about leading one."""

from tests.cast import MADE_UP_ID
from tests.listed import OPEN, POSTED_SIGNED_IN, SIGNED_IN, Page

REGIONS: dict[str, Page] = {
    "front:who": Page(OPEN),
    "front:who-region": Page(OPEN, arguments=lambda world: {"code": "euro"}, missing={"code": "atlantis"}),
    "organizations:leading": Page(SIGNED_IN, "GET POST", arguments=lambda world: {"code": world.region.code}),
    "organizations:leading-withdrawal": Page(
        POSTED_SIGNED_IN,
        "POST",
        arguments=lambda world: {"code": world.region.code, "offer_id": MADE_UP_ID},
        html=False,
    ),
}
