"""How forms are drawn."""

from datetime import date

import pytest
from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from hearth.core.forms import DayInput, ManyPicks, Picks
from hearth.core.templatetags.core import faults_of

HINT = "Under <b> 18 & over"


class EveryKind(forms.Form):
    line = forms.CharField(help_text=HINT)
    tick = forms.BooleanField(help_text=HINT)
    picks = forms.ChoiceField(help_text=HINT, choices=[("a", "A")], widget=Picks)


@pytest.mark.parametrize("name", EveryKind.base_fields)
def test_a_hint_is_text_in_every_kind_of_field(name):
    html = EveryKind()[name].as_field_group()
    assert "Under &lt;b&gt; 18 &amp; over" in html
    assert "<b>" not in html


def test_a_hint_that_was_marked_safe_where_it_is_made_may_hold_a_link():
    class Linked(forms.Form):
        line = forms.CharField(help_text=mark_safe('<a href="/x/">Help</a>'))

    assert '<a href="/x/">Help</a>' in Linked()["line"].as_field_group()


@pytest.mark.parametrize(("widget", "kind"), [(Picks, "radio"), (ManyPicks, "checkbox")])
def test_picks_of_both_kinds_are_drawn_by_one_template(widget, kind):
    drawn = widget(choices=[("a", "A")], hints={"a": "What follows"})
    option = drawn.get_context("x", None, {"id": "id_x"})["widget"]["optgroups"][0][1][0]
    assert option["template_name"] == "forms/option.html"
    html = drawn.render("x", "a", {"id": "id_x"})
    assert f'<input type="{kind}" name="x" value="a" id="id_x_0" checked aria-describedby="id_x_0_hint">' in html
    assert '<p class="hint" id="id_x_0_hint">What follows</p>' in html


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_day_that_is_known_stands_in_its_field_in_every_language(language):
    with translation.override(language):
        html = DayInput().render("day", date(2027, 1, 31))
    assert html == '<input type="date" name="day" value="2027-01-31">'


def test_a_fault_that_names_no_field_is_listed_with_the_label_and_one_of_our_own_as_it_is():
    class Rate(forms.Form):
        year = forms.IntegerField(label="For the year", max_value=2100)
        amount = forms.IntegerField(label="Amount")
        why = forms.CharField(label="Why", error_messages={"required": "Say why: they read it."})

    assert faults_of(Rate({"year": "2101"})) == [
        ("id_year", "For the year: Ensure this value is less than or equal to 2100."),
        ("id_amount", "Amount: This field is required."),
        ("id_why", "Say why: they read it."),
    ]
    with override("es"):
        assert faults_of(Rate({"year": "x", "amount": "1", "why": "x"})) == [
            ("id_year", f"For the year: {gettext('Enter a whole number.')}")
        ]
