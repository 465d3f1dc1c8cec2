"""The part of the inventory that is about the directory: everybody is shown the same."""

from tests.listed import OPEN, Page

DIRECTORY: dict[str, Page] = {
    "organizations:directory": Page(OPEN),
    "organizations:directory-map": Page(OPEN),
    "organizations:directory-channels": Page(OPEN),
    "organizations:directory-changes": Page(OPEN, html=False),
    "organizations:open-data": Page(OPEN),
    "organizations:open-data-csv": Page(OPEN, html=False),
    "organizations:open-data-json": Page(OPEN, html=False),
}
