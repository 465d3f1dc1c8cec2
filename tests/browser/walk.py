"""Where the browser goes: every page of the inventory, by whom, and the states that need a hand."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.talking import (
    ask_first,
    at_discussion,
    at_own_discussion,
    at_own_reply,
    at_reply_in_told,
    at_reply_of_another,
)
from tests.browser.told import at_answer, at_word, unquiet, word_stopped


def _as_it_is(page: Page) -> None:
    """Nothing has to be done."""


def _first_link(pattern: str) -> Callable[[Page], None]:
    """Return how to follow the first link whose address holds `pattern`."""

    def go(page: Page) -> None:
        page.goto(page.locator(f'main a[href*="{pattern}"]').first.evaluate("link => link.href"))

    return go


def _community(part: str = "") -> Callable[[Page], None]:
    """Return how to go to `part` of the first community of the list."""

    def go(page: Page) -> None:
        address = page.locator(".place a[href*='/communities/']").first.evaluate("link => link.href")
        page.goto(f"{'/'.join(address.split('/')[:5])}/{part}" if part else address)

    return go


def _nomination(page: Page) -> None:
    """Ask the first of a community's people who is no mentor to be one."""
    _community("people/")(page)
    page.goto(page.locator("main a[href$='/nomination/']").first.evaluate("link => link.href"))


def _invited(page: Page) -> None:
    """Make an invitation and open what it opens."""
    _community("invitations/")(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    page.goto(page.locator("main .notice bdi").inner_text())


def _somebody_open(page: Page) -> None:
    """Go to the page of somebody who opens it to everyone: an organisation of theirs shows it."""
    for address in page.locator('main a[href*="/organizations/"]').evaluate_all(
        "links => links.map(link => link.href)"
    ):
        page.goto(address)
        if page.locator('main a[href*="/people/"]').count():
            return _first_link("/people/")(page)
    raise AssertionError("nobody in the demo world opens their page to everyone")


def _first_person(page: Page) -> None:
    _first_link("/people/")(page)
    page.locator("main details summary").last.click()


EMPTY = """form => {
  const fields = "input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea";
  for (const field of form.querySelectorAll(fields)) field.value = "";
}"""


def _send_empty(page: Page) -> None:
    form = page.locator("main form[method=post]").first
    form.evaluate(EMPTY)  # by typing, an editor would start and take a field's place
    with page.expect_navigation():
        form.locator("button[type=submit]").last.click()


def _open(panel: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.locator(f'[popovertarget="{panel}"]:visible').first.click()
        page.locator(f"#{panel}").wait_for(state="visible")

    return go


def _start_editor(page: Page) -> None:
    page.locator("main form textarea").first.focus()
    page.locator("[contenteditable][role=textbox]").first.wait_for()


def _divided(page: Page) -> None:
    """Go to the community that has sections."""
    page.goto(page.locator(".place a", has_text="Heart failure & recovery").first.evaluate("link => link.href"))


def _in_section(page: Page) -> None:
    _divided(page)
    _first_link("section=")(page)


def _of_divided(part: str) -> Callable[[Page], None]:
    """Return how to go to `part` of the community that has sections, and mentors at every stage."""

    def go(page: Page) -> None:
        _divided(page)
        page.goto(f"{'/'.join(page.url.split('/')[:5])}/{part}")

    return go


_sections = _of_divided("sections/")


def _merge_both(page: Page) -> None:
    """Say into which discussion another one shall go, and look at both."""
    at_discussion("merge/")(page)
    with page.expect_navigation():
        page.locator("[name=into]").fill(page.locator(".crumbs a").last.evaluate("link => link.href"))
        page.locator("main form button[type=submit]").click()


def _split_nothing(page: Page) -> None:
    at_discussion("split/")(page)
    _send_empty(page)


def _first_section(page: Page) -> None:
    _sections(page)
    _first_link("/sections/")(page)


def _reported(page: Page) -> None:
    """Go to report the first reply of a discussion that has one."""
    at_discussion()(page)
    page.goto(page.locator('main a[href*="/reports/"]').first.evaluate("link => link.href"))


def _case_with_errors(page: Page) -> None:
    _first_link("/cases/")(page)
    _send_empty(page)


def _suspension_with_errors(page: Page) -> None:
    _first_link("/staff/people/")(page)
    _first_link("/suspension/")(page)
    _send_empty(page)


def _decline_without_reason(page: Page) -> None:
    _first_link("/staff/verifications/")(page)
    _send_empty(page)


def _unfold(page: Page) -> None:
    """Open every fold of the page."""
    page.locator("main details").evaluate_all("folds => folds.forEach(fold => fold.open = true)")


def _offered(page: Page) -> None:
    page.locator("#id_q").press_sequentially("ataq")
    page.locator("#q-suggestions a").first.wait_for()


@dataclass(frozen=True)
class Stop:
    """One look at one page.

    Arguments:
        name: its URL name; `start` is where the walk begins instead, when the address is not known beforehand.
        by: the state of the browser, see `places.STATES`.
        then: what is done on the page before it is looked at.
        what: says so in the test's name.
        status: of the answer.
    """

    name: str
    by: str = "visitor"
    start: str = ""
    then: Callable[[Page], None] = _as_it_is
    what: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, self.what, f"by {self.by}"]))

    @property
    def path(self) -> str:
        """Where the browser goes first."""
        return self.start or reverse(self.name)


REPORT_STOPS = [
    *(Stop("moderation:report", by, start="/communities/", then=_reported) for by in ("visitor", "member")),
    Stop("moderation:report-sent"),
    Stop("moderation:report-sent-worried", "member"),
    *(Stop("moderation:cases", by) for by in ("member", "operator")),
    Stop("moderation:cases", "operator", start="/moderation/?show=decided", what="decided"),
    Stop("moderation:case", "operator", start="/moderation/", then=_first_link("/cases/")),
    Stop("moderation:case", "operator", start="/moderation/", then=_case_with_errors, what="with errors"),
    Stop("moderation:own-decisions", "member"),
    Stop("moderation:own-decisions", "decided about", what="something"),
    Stop("moderation:decision-answer", "decided about", start="/decisions/", then=_first_link("/answer/")),
]
TOLD_STOPS = [
    Stop("notifications:list", "member"),
    Stop("notifications:list", "member", then=_first_link("discussion="), what="of one discussion"),
    Stop("notifications:settings", "member"),
    Stop("notifications:settings", "member", then=unquiet, what="with errors"),
    Stop("notifications:community", "member", start="/communities/", then=_community("notifications/")),
    Stop("notifications:discussion", "member", start="/communities/", then=at_discussion("notifications/")),
    Stop("notifications:list", "caregiver", what="what they missed"),
    Stop("notifications:settings", "clinician", what="in a pause"),
    Stop("notifications:demo-answer", start="/demo/mail/", then=at_answer),
    Stop("notifications:word", start="/demo/mail/", then=at_word),
    Stop("notifications:word-end", start="/demo/mail/", then=word_stopped),
]
MENTOR_STOPS = [
    *(
        Stop("matching:mentors", by, start="/communities/", then=_community("mentors/"))
        for by in ("member", "operator")
    ),
    Stop("matching:volunteer", "member", start="/communities/", then=_community("mentors/me/")),
    Stop("matching:nomination", "operator", start="/communities/", then=_nomination),
    Stop("matching:checklist", "operator", start="/communities/", then=_community("mentors/checklist/")),
    Stop("matching:mentors", "mentor", start="/communities/", then=_of_divided("mentors/"), what="they lead"),
    Stop("matching:checklist", "mentor", start="/communities/", then=_of_divided("mentors/checklist/"), what="filled"),
    *(Stop("matching:boards", by) for by in ("member", "mentor")),
    Stop("matching:board", "mentor", start="/boards/", then=_first_link("/board/")),
    Stop("matching:mentoring", "member"),
    *(
        Stop("matching:mentorship", by, start="/mentoring/", then=_first_link("/mentoring/"))
        for by in ("member", "mentor")
    ),
]
SEARCH_STOPS = [
    Stop("search:search"),
    Stop("search:search", start="/search/?q=hart+failure", then=_unfold, what="a slip mended"),
    Stop("search:search", "member", start="/search/?q=heart&mine=on&order=newest", what="narrowed"),
    Stop("search:search", start="/search/?q=quuxblorp", what="in vain"),
    Stop("search:search", start="/search/?q=-heart", what="without a word"),
    Stop("search:search", then=_offered, what="while typing"),
    Stop("front:topics"),
    Stop("front:topics", start="/topics/?q=ataque", what="found"),
    Stop("front:topics", start="/topics/?q=diabetis", what="close by"),
    Stop("front:topic", start="/topics/heart-failure/"),
    Stop("front:topic", "operator", start="/topics/", then=_first_link("/topics/")),
]
DISCUSSION_STOPS = [
    *(Stop("communities:ask", by) for by in ("visitor", "member")),
    *(
        Stop("communities:discussion", by, start="/communities/", then=at_discussion())
        for by in ("visitor", "member", "operator")
    ),
    *(
        Stop("communities:discussion-new", by, start="/ask/", then=_first_link("/discussions/new/"))
        for by in ("visitor", "member")
    ),
    *(
        Stop("communities:reply-create", by, start="/communities/", then=at_discussion("replies/"))
        for by in ("visitor", "member")
    ),
    Stop("communities:waiting", start="/ask/", then=ask_first),
    *(Stop("matching:desk", by) for by in ("member", "mentor")),
    Stop("communities:discussion", "mentor", start="/desk/", then=_first_link("/discussions/"), what="brought to them"),
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
    Stop("communities:discussion-merge", "operator", start="/communities/", then=_merge_both, what="both"),
    Stop("communities:discussion-split", "operator", start="/communities/", then=at_discussion("split/")),
    Stop("communities:discussion-split", "operator", start="/communities/", then=_split_nothing, what="with errors"),
    Stop("communities:sections", "operator", start="/communities/", then=_sections),
    Stop("communities:section", "operator", start="/communities/", then=_first_section),
    Stop("communities:community", "visitor", start="/communities/", then=_in_section, what="in a section"),
    *(
        Stop(f"communities:reply-{tail}", "member", start="/ask/", then=at_own_reply(f"{tail}/"))
        for tail in ("edit", "delete", "history")
    ),
]

STOPS = [
    *DISCUSSION_STOPS,
    Stop("front:welcome"),
    Stop("front:welcome", then=_open("p-language"), what="language panel"),
    Stop("front:welcome", then=_open("p-display"), what="display panel"),
    Stop("front:rules", "member", then=_open("p-language"), what="language panel"),
    Stop("front:home", "member"),
    Stop("front:home", "operator"),
    Stop("front:arrange", "member"),
    Stop("front:person", "member", start="/settings/", then=_first_link("/people/"), what="own"),
    Stop("front:person", start="/regions/europe/", then=_somebody_open),
    *SEARCH_STOPS,
    *(Stop("communities:list", by) for by in ("visitor", "member", "operator")),
    Stop("communities:without-steward", "operator"),
    Stop("communities:new", "operator"),
    Stop("communities:new", "operator", then=_send_empty, what="with errors"),
    Stop("communities:community", start="/communities/", then=_community()),
    Stop("communities:community", "member", start="/communities/", then=_community()),
    Stop("communities:about", start="/communities/", then=_community("about/")),
    *(
        Stop(f"communities:{name}", "member", start="/communities/", then=_community(f"{name}/"))
        for name in ("people", "join", "welcome", "leave")
    ),
    *(
        Stop(f"communities:{name}", "operator", start="/communities/", then=_community(f"{name}/"))
        for name in ("people", "join", "requests", "invitations", "settings")
    ),
    Stop("communities:invitation", "operator", start="/communities/", then=_invited),
    Stop("front:network"),
    Stop("front:network", "member"),
    Stop("front:region", start="/network/", then=_first_link("/regions/")),
    Stop("front:organization", start="/network/", then=_first_link("/organizations/")),
    *(Stop(f"front:{name}") for name in ("about", "rules", "privacy", "accessibility", "helplines", "style")),
    Stop("core:demo-mail", "joining"),
    Stop("core:demo-message", "joining", start="/demo/mail/", then=_first_link("/demo/mail/")),
    Stop("activity:operator", "operator"),
    Stop("members:join"),
    Stop("members:join", then=_send_empty, what="with errors"),
    Stop("account_signup"),
    *(Stop(f"members:{name}", "joining") for name in ("join-about", "join-privacy", "join-code")),
    Stop("members:join-privacy", "joining", then=_send_empty, what="with errors"),
    Stop("members:join-code", "joining", then=_send_empty, what="with errors"),
    Stop("members:join-refused"),
    Stop("members:display"),
    *(Stop(f"members:{name}", "member") for name in ("settings", "settings-privacy", "settings-situation")),
    *(Stop(name, "member") for name in ("front:preview", "members:settings-photo")),
    Stop("members:settings-photo", "member", then=_send_empty, what="with errors"),
    Stop("members:settings", "member", then=_send_empty, what="with errors"),
    Stop("members:settings", "member", then=_start_editor, what="in the editor"),
    Stop("members:settings-situation", "caregiver", then=_send_empty, what="with errors"),
    Stop("members:condition-new", "member"),
    Stop("members:condition-new", "member", then=_send_empty, what="with errors"),
    Stop(
        "members:condition",
        "caregiver",
        start="/settings/situation/",
        then=_first_link("/settings/situation/conditions/"),
    ),
    Stop("members:settings-interests", "member"),
    Stop("front:person", "caregiver", start="/settings/interests/", then=_first_person, what="somebody's"),
    Stop("members:settings-signing-in", "member"),
    Stop("members:still-you", "member"),
    Stop("members:settings-data", "member"),
    Stop("members:settings-data", "download ready"),
    Stop("members:settings-leaving", "member"),
    Stop("members:settings-leaving", "operator", what="who cannot"),
    Stop("members:leave", "asked again"),
    Stop("members:leave", "asked again", then=_send_empty, what="with errors"),
    Stop("members:goodbye"),
    Stop("members:come-back", "closed"),
    *(Stop(f"members:{name}", "member") for name in ("settings-names", "settings-verification")),
    Stop("members:settings-verification", "member", then=_send_empty, what="with errors"),
    *(Stop(f"members:{name}", "operator") for name in ("staff", "staff-resolutions", "staff-verifications")),
    *(Stop(f"members:{name}", "operator") for name in ("staff-accounts", "staff-log")),
    Stop("members:topic-proposals", "member"),
    Stop("members:topic-proposals", "member", then=_send_empty, what="with errors"),
    Stop("members:staff-topics", "operator", start="/staff/topics/?words=corazon"),
    Stop("members:staff-topic", "operator", start="/staff/topics/gout/", then=_unfold),
    Stop("members:staff-proposal", "operator", start="/staff/topics/", then=_first_link("/staff/topics/proposals/")),
    Stop("members:staff-people", "operator", start="/staff/people/?name=ma"),
    Stop("members:staff-person", "operator", start="/staff/people/?name=marisol", then=_first_link("/staff/people/")),
    Stop("members:staff-act", "operator", start="/staff/people/?name=marisol", then=_suspension_with_errors),
    Stop("members:staff-resolution", "operator", start="/staff/resolutions/", then=_first_link("/staff/resolutions/")),
    Stop("members:staff-verification", "operator", start="/staff/verifications/", then=_decline_without_reason),
    *REPORT_STOPS,
    *TOLD_STOPS,
    *MENTOR_STOPS,
    Stop("account_login"),
    Stop("account_login", then=_send_empty, what="with errors"),
    Stop("account_request_login_code"),
    Stop("account_confirm_login_code", "code asked"),
    Stop("account_reauthenticate", "member"),
    Stop("mfa_index", "second step on"),
    Stop("members:passkey-add", "asked again"),
    Stop("mfa_activate_totp", "asked again"),
    Stop("mfa_authenticate", "before the second step"),
    Stop("mfa_authenticate", "before the second step", then=_send_empty, what="with errors"),
    Stop("mfa_reauthenticate", "second step on"),
    *(
        Stop(f"mfa_{name}", "second step asked again")
        for name in ("deactivate_totp", "view_recovery_codes", "generate_recovery_codes")
    ),
    Stop("socialaccount_login_cancelled"),
    Stop("account_inactive"),
    Stop("account_reset_password"),
    Stop("account_reset_password", then=_send_empty, what="with errors"),
    Stop("account_confirm_password_reset_code", "reset asked"),
    Stop("account_complete_password_reset", "reset proven"),
    Stop("account_password_reset_completed"),
    Stop("account_change_password", "member"),
    Stop("account_change_password", "member", then=_send_empty, what="with errors"),
    Stop("account_set_password", "without a password"),
    Stop("account_email", "member"),
    Stop("account_email_verification_sent", "address asked"),
    Stop("account_logout", "member"),
    Stop("not found", start="/no/such/page/", status=404),
]
