"""Looks at the pages of several rooms, at communities, and at search."""

from tests.browser.walk.stop import Stop
from tests.browser.walk.ways import (
    community,
    first_link,
    invited,
    offered,
    open_panel,
    send_empty,
    somebody_open,
    unfold,
)

SEARCH_STOPS = [
    Stop("search:search"),
    Stop("search:search", start="/search/?q=hart+failure", then=unfold, what="a slip mended"),
    Stop("search:search", "member", start="/search/?q=heart&mine=on&order=newest", what="narrowed"),
    Stop("search:search", start="/search/?q=quuxblorp", what="in vain"),
    Stop("search:search", start="/search/?q=-heart", what="without a word"),
    Stop("search:search", then=offered, what="while typing"),
    Stop("front:topics"),
    Stop("front:topics", start="/topics/?q=ataque", what="found"),
    Stop("front:topics", start="/topics/?q=diabetis", what="close by"),
    Stop("front:topic", start="/topics/heart-failure/"),
    Stop("front:topic", "operator", start="/topics/", then=first_link("/topics/")),
]
PLACE_STOPS = [
    Stop("front:welcome"),
    Stop("front:welcome", then=open_panel("p-language"), what="language panel"),
    Stop("front:welcome", then=open_panel("p-display"), what="display panel"),
    Stop("front:rules", "member", then=open_panel("p-language"), what="language panel"),
    Stop("front:home", "member"),
    Stop("front:home", "operator"),
    Stop("front:arrange", "member"),
    Stop("front:person", "member", start="/settings/", then=first_link("/people/"), what="own"),
    Stop("front:person", start="/regions/europe/", then=somebody_open),
    *(Stop("communities:list", by) for by in ("visitor", "member", "operator")),
    Stop("communities:without-steward", "operator"),
    Stop("communities:new", "operator"),
    Stop("communities:new", "operator", then=send_empty, what="with errors"),
    Stop("communities:community", start="/communities/", then=community()),
    Stop("communities:community", "member", start="/communities/", then=community()),
    Stop("communities:about", start="/communities/", then=community("about/")),
    *(
        Stop(f"communities:{name}", "member", start="/communities/", then=community(f"{name}/"))
        for name in ("people", "join", "welcome", "leave")
    ),
    *(
        Stop(f"communities:{name}", "operator", start="/communities/", then=community(f"{name}/"))
        for name in ("people", "join", "requests", "invitations", "settings")
    ),
    Stop("communities:invitation", "operator", start="/communities/", then=invited),
    Stop("front:network"),
    Stop("front:network", "member"),
    Stop("front:region", start="/network/", then=first_link("/regions/")),
    Stop("front:organization", start="/network/", then=first_link("/organizations/")),
    *(Stop(f"front:{name}") for name in ("about", "rules", "privacy", "accessibility", "helplines", "style")),
    Stop("core:demo-mail", "joining"),
    Stop("core:demo-message", "joining", start="/demo/mail/", then=first_link("/demo/mail/")),
    Stop("activity:operator", "operator"),
    Stop("not found", start="/no/such/page/", status=404),
]
