"""Looks at the network: who belongs to it, who asks to, who looks after it, and what organisations say."""

from tests.browser.networking import (
    answered_for,
    apply_invited,
    belong_by_address,
    claim_by_asking,
    claim_with_code,
    claim_without_reason,
    make_link,
    offer_to_lead,
    open_link,
    own,
    own_row,
    press_empty,
    prove_domain,
    row,
    then,
    unclaimed,
)
from tests.browser.walk.stop import Stop
from tests.browser.walk.ways import first_link, send_empty, unfold

BELONGING = "/settings/organizations/"
DESK = "/regions/africa/desk/"
STAFF = "/staff/network/"

DIRECTORY_STOPS = [
    Stop("front:network", start="/network/?country=IE", what="of one country"),
    Stop("front:who"),
    Stop("front:who-region", start="/network/who/", then=first_link("/network/who/")),
    Stop("front:region", "leader", start="/regions/africa/", what="they lead"),
    Stop("front:region", "member", start="/regions/oceania/", what="nobody leads"),
    Stop("front:organization", "operator", start=BELONGING, then=own(), what="they look after"),
    Stop("front:organization", "member", start="/network/", then=unclaimed(""), what="nobody answers for"),
    *(Stop(f"organizations:{name}") for name in ("directory", "directory-map", "directory-channels", "open-data")),
    Stop("organizations:directory", start="/directory/?country=IE", then=unfold, what="narrowed"),
    Stop("organizations:directory", start="/directory/?name=quuxblorp", what="in vain"),
    Stop("organizations:directory-map", start="/directory/map/?country=IE", then=unfold, what="narrowed"),
]
PROFILE_STOPS = [
    *(
        Stop(f"organizations:{name}", "operator", start=BELONGING, then=own(f"{part}/"))
        for name, part in (
            ("profile", "profile"),
            ("words", "texts"),
            ("words-in", "texts/ar"),
            ("mark", "mark"),
            ("offices", "offices"),
            ("office-new", "offices/new"),
            ("channels", "channels"),
            ("people", "people"),
        )
    ),
    *(
        Stop(f"organizations:{name}", "operator", start=BELONGING, then=then(own(f"{part}/"), send_empty), what=what)
        for name, part, what in (
            ("profile", "profile", "with errors"),
            ("mark", "mark", "with errors"),
            ("office-new", "offices/new", "with errors"),
        )
    ),
    Stop("organizations:office", "operator", start=BELONGING, then=own_row("offices/")),
    *(
        Stop(
            f"organizations:{part}",
            "operator",
            start=BELONGING,
            then=then(own(f"{part}/"), press_empty("section[aria-labelledby=add] form")),
            what="with errors",
        )
        for part in ("channels", "domains")
    ),
    Stop("organizations:domains", "operator", start=BELONGING, then=prove_domain),
    Stop("organizations:settings", "operator"),
    Stop("organizations:settings", "member", start=f"{BELONGING}?name=clinic", what="looking for one"),
    Stop("organizations:belonging", "member", start="/network/", then=answered_for("belonging/")),
    Stop("organizations:belonging", "operator", start=BELONGING, then=own("belonging/"), what="once more"),
    Stop("organizations:belonging-code", "operator", start=BELONGING, then=belong_by_address),
    Stop("organizations:claim", "member", start="/network/", then=unclaimed()),
    Stop("organizations:claim", "member", start="/network/", then=claim_without_reason, what="with errors"),
    Stop("organizations:claim", "caregiver", start="/network/", then=claim_by_asking, what="asked"),
    Stop("organizations:claim", "member", start="/network/", then=answered_for("claim/"), what="answered for"),
    Stop("organizations:claim-code", "member", start="/directory/", then=claim_with_code),
    Stop("organizations:staff-claims", "asked by others"),
    Stop("organizations:staff-claim", "asked by others", start="/staff/claims/", then=first_link("/staff/claims/")),
    Stop(
        "organizations:staff-claim",
        "asked by others",
        start="/staff/claims/",
        then=then(first_link("/staff/claims/"), send_empty),
        what="with errors",
    ),
]
JOINING_STOPS = [
    *(Stop(f"organizations:{name}") for name in ("join", "rules")),
    *(Stop("organizations:mine", by) for by in ("member", "leader")),
    *(Stop(f"organizations:{name}", "member") for name in ("apply", "apply-person")),
    Stop("organizations:apply", "member", then=send_empty, what="with errors"),
    Stop("organizations:apply-person", "member", then=send_empty, what="with errors"),
    Stop("organizations:apply", "leader", start=DESK, then=apply_invited, what="by an invitation"),
    *(
        Stop("organizations:application", by, start=start, then=row("/network/applications/"))
        for by, start in (("leader", DESK), ("operator", STAFF))
    ),
    *(
        Stop(
            "organizations:application",
            by,
            start=start,
            then=then(row("/network/applications/"), press_empty(f'main form[action$="/{act}/"]')),
            what=f"{act} with errors",
        )
        for by, start, act in (
            ("leader", DESK, "messages"),
            ("leader", DESK, "recommendation"),
            ("operator", STAFF, "decision"),
        )
    ),
    Stop("organizations:membership", "leader", start="/network/mine/", then=row("/network/memberships/")),
    Stop("organizations:membership", "operator", start=STAFF, then=row("/network/memberships/")),
    *(
        Stop(
            "organizations:membership",
            "operator",
            start=STAFF,
            then=then(row("/network/memberships/"), press_empty(f'main form[action$="/{act}/"]')),
            what=f"{act} with errors",
        )
        for act in ("dues", "level", "end")
    ),
    Stop("organizations:leading", "member", start="/regions/oceania/leading/"),
    Stop("organizations:leading", "member", start="/regions/oceania/leading/", then=send_empty, what="with errors"),
    Stop("organizations:leading", "caregiver", start="/regions/oceania/leading/", then=offer_to_lead, what="offered"),
]
DESK_STOPS = [
    *(Stop("organizations:desk", by, start=DESK) for by in ("leader", "operator")),
    Stop("organizations:desk-members", "leader", start=f"{DESK}members/"),
    Stop("organizations:prospects", "leader", start=f"{DESK}prospects/"),
    Stop("organizations:prospects", "leader", start=f"{DESK}prospects/", then=send_empty, what="with errors"),
    Stop("organizations:prospect", "leader", start=DESK, then=row("/prospects/")),
    Stop("organizations:prospect", "leader", start=DESK, then=then(row("/prospects/"), make_link), what="invited"),
    Stop(
        "organizations:prospect",
        "leader",
        start=DESK,
        then=then(row("/prospects/"), press_empty("section[aria-labelledby=known] form")),
        what="with errors",
    ),
    Stop("organizations:invitation", "leader", start=DESK, then=open_link),
    Stop("organizations:staff", "asked by others"),
    *(Stop(f"organizations:staff-{name}", "operator") for name in ("terms", "rules", "leaders")),
    *(
        Stop(f"organizations:staff-{name}", "operator", then=send_empty, what="with errors")
        for name in ("terms", "rules")
    ),
    Stop(
        "organizations:staff-leaders",
        "operator",
        then=press_empty("section[aria-labelledby=appoint] form"),
        what="with errors",
    ),
]
NETWORK_STOPS = [*DIRECTORY_STOPS, *PROFILE_STOPS, *JOINING_STOPS, *DESK_STOPS]
