"""Writing where the line breaks off, with pictures, and to somebody by name."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.places import sign_in, submit
from tests.browser.postbox import SECONDS
from tests.browser.talking import at_discussion, open_told
from tests.browser.watch import Watch, axe

WORDS = "Today I walked to the lemon tree and back."


@pytest.fixture
def watch(chromium, site):
    """The browser of a member of the demo world, under watch."""
    context = chromium.new_context(
        locale="en-GB",
        viewport={"width": 390, "height": 800},
        reduced_motion="reduce",
        storage_state=site.state("member", chromium),
    )
    context.set_default_timeout(SECONDS * 1000)
    yield Watch(context.new_page(), site.url).start()
    context.close()


def start_editor(page: Page):
    page.locator("#write textarea[name=body]").focus()
    editor = page.locator("#write [contenteditable][role=textbox]")
    editor.wait_for()
    return editor


def kept_on_device(page: Page) -> list[str]:
    return page.evaluate("() => Object.keys(localStorage).filter(name => name.startsWith('words'))")


def wait_until_kept(page: Page, words: str) -> None:
    page.wait_for_function("words => Object.values(localStorage).some(kept => kept.includes(words))", arg=words)


def post(page: Page) -> None:
    page.locator("#write button", has_text="Post reply").click()


def test_words_typed_offline_are_there_after_a_reload_and_go_once_posted(watch, site):
    page = watch.page
    address = open_told(page, site.url)
    editor = start_editor(page)
    page.context.set_offline(True)
    editor.press_sequentially(WORDS)
    wait_until_kept(page, WORDS)
    page.context.set_offline(False)
    page.goto(address)
    kept = page.locator("#write textarea[name=body]")
    assert WORDS in kept.input_value()
    post(page)
    expect(page.locator("article[data-mine] .post__body", has_text=WORDS)).to_be_visible()
    page.goto(address)
    assert kept_on_device(page) == []
    assert page.locator("#write textarea[name=body]").input_value() == ""
    assert watch.outside() == []


def test_a_picture_is_added_with_its_words_and_shown(watch, site):
    page = watch.page
    open_told(page, site.url)
    start_editor(page).press_sequentially("Look.")
    page.get_by_text("Add a picture", exact=True).click()
    page.get_by_text("Add another picture", exact=True).first.click()
    assert axe(page) == []
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 900), "gold").save(drawn, "JPEG")
    files = {"name": "tree.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    page.locator("#write [name=picture_1]").set_input_files(files)
    post(page)
    expect(page.locator("#write [role=alert]")).to_contain_text("Say in words what is to be seen")
    page.locator("#write [name=picture_1]").set_input_files(files)
    page.locator("#write [name=alternative_1]").fill("A field of gold")
    post(page)
    shown = page.locator("article[data-mine] figure img[alt='A field of gold']").last
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 100
    assert axe(page) == []
    assert [each for each in watch.complaints if "422" not in each] == []


def test_a_name_is_suggested_and_taken_by_keyboard(watch, site):
    page = watch.page
    open_told(page, site.url)
    editor = start_editor(page)
    editor.press_sequentially("Thank you @bil")
    option = page.locator("#write [role=option]").first
    option.wait_for()
    name = option.get_attribute("data-name")
    page.keyboard.press("ArrowDown")
    assert editor.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(editor).to_have_text(f"Thank you @{name} ")
    post(page)
    posted = page.locator("article[data-mine] .post__body", has_text="Thank you").last
    expect(posted.locator("a.mention, strong")).to_have_text(f"@{name}")
    assert watch.complaints == []


def test_what_was_typed_and_chosen_outlives_the_tab_until_it_is_posted(watch, site):
    page = watch.page
    address = open_told(page, site.url)
    start_editor(page).press_sequentially("Nobody has read this yet.")
    page.goto(f"{site.url}/communities/")  # at once: nothing had time to happen
    page.goto(address)
    editor = start_editor(page)
    expect(editor).to_have_text("Nobody has read this yet.")
    post(page)
    expect(page.locator("article[data-mine] .post__body", has_text="Nobody has read this yet.")).to_be_visible()
    assert kept_on_device(page) == []


def test_an_opening_outlives_the_tab_with_the_name_that_was_chosen(watch, site):
    page = watch.page
    page.goto(f"{site.url}/ask/")
    page.goto(page.locator('main a[href$="/discussions/new/"]').first.evaluate("link => link.href"))
    page.locator("[name=title]").fill("Who walks at night?")
    page.locator("label[for=id_name_2]").click()
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("Who walks at night?")
    expect(page.locator("[name=name][value=alias]")).to_be_checked()
    page.locator("main form[data-words] button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Who walks at night?")
    assert kept_on_device(page) == []


def test_an_answer_under_a_reply_is_open_again_with_its_words(watch, site):
    page = watch.page
    open_told(page, site.url)
    page.locator("a[data-answers]").first.click()
    textarea = page.locator("[id^=under-] textarea[name=body]")
    textarea.focus()
    page.locator("[id^=under-] [contenteditable][role=textbox]").press_sequentially("To you alone.")
    page.reload()
    expect(textarea).to_have_value(re.compile("To you alone[.]"))  # behind an editor, should it be there already
    assert page.locator("#write textarea[name=body]").input_value() == ""
    page.locator("[id^=under-] button", has_text="Post reply").click()
    expect(page.locator("article[data-mine] .post__body", has_text="To you alone.")).to_be_visible()
    assert kept_on_device(page) == []


@pytest.mark.parametrize("signs_out", [True, False])
def test_the_next_person_on_a_device_finds_no_words_of_the_one_before(chromium, site, signs_out):
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    sign_in("caregiver")(site, page)
    page.goto(f"{site.url}/communities/")
    at_discussion()(page)
    address = page.url
    start_editor(page).press_sequentially("My sister must not see this.")
    wait_until_kept(page, "My sister")
    if signs_out:
        page.goto(f"{site.url}/sign-out/")
        submit(page)
        assert kept_on_device(page) == []
    else:  # the session ended by itself: whoever wrote it may come back
        context.clear_cookies()
        page.goto(f"{site.url}/")
        assert len(kept_on_device(page)) == 1
    sign_in("newcomer")(site, page)
    assert kept_on_device(page) == []
    page.goto(address)
    assert page.locator("#write textarea[name=body]").input_value() == ""
    context.close()


def type_while_it_loads(page: Page, *, back: int = 0):
    """Type a beginning while the editor is on its way, go `back` some letters, let it come; return the editor."""
    held = []
    page.route("**/django_prose_editor/editor*.js", lambda route: held.append(route))
    page.locator("#write textarea[name=body]").focus()
    page.keyboard.type("First, I was  afraid. ")
    for _step in range(back):
        page.keyboard.press("ArrowLeft")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    editor = page.locator("#write [contenteditable][role=textbox]")
    editor.wait_for()
    return editor


def test_what_is_typed_while_the_editor_loads_goes_on_where_it_was(watch, site):
    page = watch.page
    open_told(page, site.url)
    editor = type_while_it_loads(page)
    page.keyboard.type("Then I was not.")
    expect(editor).to_have_text("First, I was afraid. Then I was not.")


def test_a_caret_in_the_middle_stays_there_when_the_editor_comes(watch, site):
    page = watch.page
    open_told(page, site.url)
    editor = type_while_it_loads(page, back=len("afraid. "))
    page.keyboard.type("very ")
    expect(editor).to_have_text("First, I was very afraid.")


def test_the_editor_takes_no_focus_from_somebody_who_went_on(watch, site):
    page = watch.page
    page.goto(f"{site.url}/ask/")
    page.goto(page.locator('main a[href$="/discussions/new/"]').first.evaluate("link => link.href"))
    held = []
    page.route("**/django_prose_editor/editor*.js", lambda route: held.append(route))
    page.locator("textarea[name=body]").focus()
    page.locator("[name=title]").focus()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.locator("[contenteditable][role=textbox]").wait_for()
    expect(page.locator("[name=title]")).to_be_focused()


def fail_to_post(page: Page, what: str) -> None:
    """Let the next answer not arrive: the line breaks off, a proxy fails, or the form's token is no longer good."""
    if what == "signed in anew":
        page.context.clear_cookies(name="hearth_csrf")
    elif what == "offline":
        page.context.set_offline(True)
    else:
        act = {"aborted": lambda route: route.abort(), "502": lambda route: route.fulfill(status=502, body="Bad")}[what]
        page.route("**/replies/", act, times=1)


@pytest.mark.parametrize("what", ["aborted", "offline", "502", "signed in anew"])
def test_a_reply_that_did_not_arrive_says_so_beside_the_button_and_is_kept(watch, site, what):
    page = watch.page
    open_told(page, site.url)
    words = f"These words met with: {what}."
    editor = start_editor(page)
    editor.press_sequentially(words)
    fail_to_post(page, what)
    post(page)
    expect(page.locator("#write .form-actions + [role=alert]")).to_contain_text("Your words are safe on this device.")
    expect(editor).to_have_text(words)
    assert axe(page) == []
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#write textarea[name=body]")).to_have_value(words)
    post(page)
    expect(page.locator("article[data-mine] .post__body", has_text=words)).to_be_visible()
    assert kept_on_device(page) == []


def test_a_reaction_that_did_not_arrive_says_so(watch, site):
    page = watch.page
    open_told(page, site.url)
    page.route("**/reactions/**", lambda route: route.abort(), times=1)
    react = page.locator("button.react").first
    react.click()
    expect(page.locator(".post__foot + [role=alert]")).to_contain_text("did not reach us")
    react.click()
    expect(page.locator("button.react").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-failure]")).to_have_count(0)
    page.locator("button.react").first.click()
    expect(page.locator("button.react").first).to_have_attribute("aria-pressed", "false")


def test_a_draft_loads_the_page_anew_with_its_words_and_no_page_inside(watch, site):
    page = watch.page
    open_told(page, site.url)
    start_editor(page).press_sequentially("Half a sentence")
    with page.expect_navigation():
        page.locator("#write button", has_text="Keep as draft").click()
    expect(page.locator("main")).to_contain_text("Kept for thirty days")
    expect(page.locator("#write textarea[name=body]")).to_have_value("Half a sentence")
    assert page.locator("h1").count() == 1
    assert kept_on_device(page) == []
    editor = start_editor(page)
    editor.fill("Half a sentence, and the other half")
    post(page)
    expect(page.locator("article[data-mine] .post__body", has_text="Half a sentence, and the other")).to_be_visible()


def test_new_replies_come_into_the_page_and_leave_what_is_half_written(watch, site, chromium):
    page = watch.page
    address = open_told(page, site.url)
    editor = start_editor(page)
    editor.press_sequentially("Half a sentence")
    theirs = site.state("newcomer", chromium)
    context = chromium.new_context(storage_state=theirs, locale="en-GB", java_script_enabled=False)
    context.set_default_timeout(SECONDS * 1000)
    other = context.new_page()
    other.goto(address)
    for number in ("first", "second"):
        other.locator("#write textarea[name=body]").fill(f"The {number} new one.")
        post(other)
        expect(other.locator("article[data-mine] .post__body", has_text=f"The {number}")).to_be_visible()
    context.close()
    page.evaluate("document.querySelector('[data-look]').dispatchEvent(new Event('look'))")
    page.locator("[data-look] a", has_text="2 new replies, show them").click()
    for number in ("first", "second"):
        expect(page.locator("#replies .post__body", has_text=f"The {number} new one.")).to_be_visible()
    expect(page.locator("#replies > li:focus")).to_contain_text("The first new one.")
    expect(page.locator("[data-look]")).to_be_empty()
    expect(editor).to_have_text("Half a sentence")
    assert page.url == address
    assert axe(page) == []
