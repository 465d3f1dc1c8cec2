"""Template tag that draws the fields for pictures beside words."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hearth.communities.forms.pictures import WithPictures

register = template.Library()
KEPT = 200  # composers: those of a page in each language, and some below replies


@register.simple_tag
def picture_fields(form: WithPictures) -> SafeString:
    """Draw the fields of `form` for pictures, one inside the other so that no script is needed.

    Of a form in which nobody has sent anything they are the same for everybody, and kept.
    """
    return _drawn(form) if form.is_bound else _untouched(form.auto_id, get_language())


@lru_cache(maxsize=KEPT)
def _untouched(auto_id: str, language: str | None) -> SafeString:
    """Return the fields whose ids are made by `auto_id`, in `language`, the active one."""
    form = WithPictures(auto_id=auto_id)
    form.take_pictures()
    return _drawn(form)


def _drawn(form: WithPictures) -> SafeString:
    return render_to_string("communities/_picture_fields.html", {"pairs": form.pairs})
