"""Texts that one row holds in several languages, names within sentences, the names of languages and countries."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext_lazy as _
from django_countries import countries

SOURCE_LANGUAGE = "en"
MORE_LANGUAGES: dict[str, str | Promise] = {
    "ay": _("Aymara"),
    "mi": _("Māori"),
    "nb": _("Norwegian"),
    "qu": _("Quechua"),
    "tw": _("Twi"),
    "yo": _("Yoruba"),
    "zh": _("Chinese"),
    "zu": _("Zulu"),
}
# Where the name of a language is a common noun, as in "en español".
SMALL_LETTERS = {"es"}


class Words(NamedTuple):
    """A text and the language it is in, so that a template can say `lang`."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.text)


def in_language(texts: Mapping[str, str], language: str) -> Words:
    """Return the text a reader of `language` understands best.

    `texts` maps language codes to texts. The reader's own language comes first, then the same language of another
    place (`es` for `es-mx`), then English, then whatever there is. Nothing at all gives empty Words.
    """
    for code in (language, language.split("-")[0], SOURCE_LANGUAGE):
        if texts.get(code):
            return Words(texts[code], code)
    return next((Words(text, code) for code, text in texts.items() if text), Words("", ""))


def isolated(text: str) -> str:
    """Return `text`, such as a name, for a plain sentence in the language of the page, set apart where it runs the
    other way, so that neither moves the other's punctuation (FSI and PDI, UAX 9). Templates have `isolate`.
    """
    across = {"L"} if get_language_bidi() else {"R", "AL"}
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(letter) in across for letter in text) else text


def language_name(code: str) -> str:
    """Return what the reader calls language `code`, as inside a sentence; an unknown code is returned as it is."""
    if code in MORE_LANGUAGES:
        name = str(MORE_LANGUAGES[code])
    elif code in LANG_INFO:
        name = str(get_language_info(code)["name_translated"])
    else:
        return code
    return name.lower() if (get_language() or "").split("-")[0] in SMALL_LETTERS else name


def country_name(code: str) -> str:
    """Return what the reader calls the country with ISO 3166-1 code `code`; empty when there is none."""
    return _country_name(code, get_language())


@lru_cache(maxsize=2048)  # some 250 in each language; a page of the map asks for each of them three times
def _country_name(code: str, language: str | None) -> str:
    return str(countries.name(code))
