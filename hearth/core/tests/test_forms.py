"""How forms are drawn."""

import pytest
from django import forms
from django.utils.safestring import mark_safe

from hearth.core.forms import ManyPicks, Picks

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
