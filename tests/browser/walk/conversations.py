"""Looks at what people say, and at what becomes of it."""

from tests.browser.talking import (
    ask_first,
    at_discussion,
    at_own_discussion,
    at_own_reply,
    at_reply_in_told,
    at_reply_of_another,
)
from tests.browser.told import at_answer, at_word, unquiet, word_stopped
from tests.browser.walk.stop import Stop
from tests.browser.walk.ways import (
    case_with_errors,
    community,
    first_link,
    first_section,
    in_section,
    merge_both,
    nomination,
    of_divided,
    reported,
    sections,
    split_nothing,
)

DISCUSSION_STOPS = [
    *(Stop("communities:ask", by) for by in ("visitor", "member")),
    *(
        Stop("communities:discussion", by, start="/communities/", then=at_discussion())
        for by in ("visitor", "member", "operator")
    ),
    *(
        Stop("communities:discussion-new", by, start="/ask/", then=first_link("/discussions/new/"))
        for by in ("visitor", "member")
    ),
    *(
        Stop("communities:reply-create", by, start="/communities/", then=at_discussion("replies/"))
        for by in ("visitor", "member")
    ),
    Stop("communities:waiting", start="/ask/", then=ask_first),
    *(Stop("matching:desk", by) for by in ("member", "mentor")),
    Stop("communities:discussion", "mentor", start="/desk/", then=first_link("/discussions/"), what="brought to them"),
    Stop("communities:bookmarks", "member"),
    *(
        Stop(f"communities:discussion-{tail}", "member", start="/ask/", then=at_own_discussion(f"{tail}/"))
        for tail in ("edit", "delete", "history")
    ),
    Stop("communities:discussion-distance", "member", start="/communities/", then=at_discussion("distance/")),
    Stop("communities:reply-distance", "member", start="/communities/", then=at_reply_of_another("distance/")),
    Stop("communities:reply-helped", "member", start="/communities/", then=at_reply_in_told("helped/")),
    Stop("communities:reply-otherwise", "member", start="/communities/", then=at_reply_in_told("otherwise/")),
    Stop("communities:discussion-move", "operator", start="/communities/", then=at_discussion("move/")),
    Stop("communities:discussion-merge", "operator", start="/communities/", then=at_discussion("merge/")),
    Stop("communities:discussion-merge", "operator", start="/communities/", then=merge_both, what="both"),
    Stop("communities:discussion-split", "operator", start="/communities/", then=at_discussion("split/")),
    Stop("communities:discussion-split", "operator", start="/communities/", then=split_nothing, what="with errors"),
    Stop("communities:sections", "operator", start="/communities/", then=sections),
    Stop("communities:section", "operator", start="/communities/", then=first_section),
    Stop("communities:community", "visitor", start="/communities/", then=in_section, what="in a section"),
    *(
        Stop(f"communities:reply-{tail}", "member", start="/ask/", then=at_own_reply(f"{tail}/"))
        for tail in ("edit", "delete", "history")
    ),
]
REPORT_STOPS = [
    *(Stop("moderation:report", by, start="/communities/", then=reported) for by in ("visitor", "member")),
    Stop("moderation:report-sent"),
    Stop("moderation:report-sent-worried", "member"),
    *(Stop("moderation:cases", by) for by in ("member", "operator")),
    Stop("moderation:cases", "operator", start="/moderation/?show=decided", what="decided"),
    Stop("moderation:case", "operator", start="/moderation/", then=first_link("/cases/")),
    Stop("moderation:case", "operator", start="/moderation/", then=case_with_errors, what="with errors"),
    Stop("moderation:own-decisions", "member"),
    Stop("moderation:own-decisions", "decided about", what="something"),
    Stop("moderation:decision-answer", "decided about", start="/decisions/", then=first_link("/answer/")),
]
TOLD_STOPS = [
    Stop("notifications:list", "member"),
    Stop("notifications:list", "member", then=first_link("discussion="), what="of one discussion"),
    Stop("notifications:settings", "member"),
    Stop("notifications:settings", "member", then=unquiet, what="with errors"),
    Stop("notifications:community", "member", start="/communities/", then=community("notifications/")),
    Stop("notifications:discussion", "member", start="/communities/", then=at_discussion("notifications/")),
    Stop("notifications:list", "caregiver", what="what they missed"),
    Stop("notifications:settings", "clinician", what="in a pause"),
    Stop("notifications:demo-answer", start="/demo/mail/", then=at_answer),
    Stop("notifications:word", start="/demo/mail/", then=at_word),
    Stop("notifications:word-end", start="/demo/mail/", then=word_stopped),
]
MENTOR_STOPS = [
    *(Stop("matching:mentors", by, start="/communities/", then=community("mentors/")) for by in ("member", "operator")),
    Stop("matching:volunteer", "member", start="/communities/", then=community("mentors/me/")),
    Stop("matching:nomination", "operator", start="/communities/", then=nomination),
    Stop("matching:checklist", "operator", start="/communities/", then=community("mentors/checklist/")),
    Stop("matching:mentors", "mentor", start="/communities/", then=of_divided("mentors/"), what="they lead"),
    Stop("matching:checklist", "mentor", start="/communities/", then=of_divided("mentors/checklist/"), what="filled"),
    *(Stop("matching:boards", by) for by in ("member", "mentor")),
    Stop("matching:board", "mentor", start="/boards/", then=first_link("/board/")),
    Stop("matching:mentoring", "member"),
    *(
        Stop("matching:mentorship", by, start="/mentoring/", then=first_link("/mentoring/"))
        for by in ("member", "mentor")
    ),
]
