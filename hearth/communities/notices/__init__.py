"""What communities tell people of: who is told, and in which words. See `hearth.activity.ports`."""

from hearth.activity.ports import announce
from hearth.communities.notices import marks, order, places, posts

# Of one thing a person is told as the first of these; settings name them in this order.
announce(*posts.NOTICES, *marks.NOTICES, *order.NOTICES, *places.NOTICES)
