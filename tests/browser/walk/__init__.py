"""Where the browser goes: every page of the inventory, by whom, and the states that need a hand."""

from tests.browser.walk.conversations import DISCUSSION_STOPS, MENTOR_STOPS, REPORT_STOPS, TOLD_STOPS
from tests.browser.walk.network import NETWORK_STOPS
from tests.browser.walk.people import ACCOUNT_STOPS, MEMBER_STOPS
from tests.browser.walk.places import PLACE_STOPS, SEARCH_STOPS
from tests.browser.walk.stop import Stop

STOPS = [
    *DISCUSSION_STOPS,
    *PLACE_STOPS,
    *SEARCH_STOPS,
    *MEMBER_STOPS,
    *REPORT_STOPS,
    *TOLD_STOPS,
    *MENTOR_STOPS,
    *ACCOUNT_STOPS,
    *NETWORK_STOPS,
]

__all__ = ["STOPS", "Stop"]
