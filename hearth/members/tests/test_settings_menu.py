"""The way through the settings: a column on a wide screen, a fold on a phone."""

import re

import pytest
from django.urls import reverse

from hearth.members.settings_pages import SETTINGS_PAGES
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
LED_TO = [page for page in SETTINGS_PAGES if page.name != "display"]  # a page of visitors too, without this menu


@pytest.mark.parametrize("page", LED_TO, ids=lambda page: page.name)
def test_every_page_has_the_menu_twice_and_folded_where_it_would_fill_a_phone(page):
    html = signed_in(join_person()).get(reverse(page.url_name)).content.decode()
    column, fold = re.findall(r'<nav aria-label="Settings".*?</nav>', html, re.DOTALL)
    for menu in (column, fold):
        kept = [reverse("communities:bookmarks"), reverse("moderation:own-decisions")]
        assert re.findall(r'<a href="([^"]*)"', menu) == [*(reverse(each.url_name) for each in SETTINGS_PAGES), *kept]
        assert menu.count('aria-current="page"') == 1
        assert f'href="{reverse(page.url_name)}" aria-current="page"' in menu
    assert 'class="menu wide-only"' in column
    summary = re.search(r'<details class="menu-fold narrow-only">\s*<summary>(.*?)</summary>', html, re.DOTALL).group(1)
    assert f"<b>{page.label}</b>" in summary
