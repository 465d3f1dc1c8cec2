"""Words to stems: alike on every database, whatever the case, the accents and the ending of a word."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from snowballstemmer.arabic_stemmer import ArabicStemmer
from snowballstemmer.dutch_stemmer import DutchStemmer
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.french_stemmer import FrenchStemmer
from snowballstemmer.german_stemmer import GermanStemmer
from snowballstemmer.portuguese_stemmer import PortugueseStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

from hearth.core.folding import fold

LONGEST: Final = 40  # letters of a word; the rest of a longer one tells nothing
_STEMMERS: Final = {
    "ar": ArabicStemmer,
    "de": GermanStemmer,
    "en": EnglishStemmer,
    "es": SpanishStemmer,
    "fr": FrenchStemmer,
    "nl": DutchStemmer,
    "pt": PortugueseStemmer,
}
LANGUAGES: Final = tuple(_STEMMERS)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OWN: Final = re.compile(r"['’]s?$")


def words_of(text: str) -> Iterator[str]:
    """Yield the words of `text` in small letters, with their accents, each of at most LONGEST letters.

    Marks that steer the direction of a line and vowel marks part no word.
    """
    bare = text if text.isascii() else _bare(text)
    for found in _WORD.finditer(bare):
        word = _OWN.sub("", found[0].casefold())[:LONGEST]
        if word:
            yield word


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """Return what the forms of `word` share in `language`, folded; folded alone where the language has no stemmer."""
    cut = _stemmer(language.split("-")[0])
    return _whole(fold(cut(word) if cut else word)) or _whole(fold(word))


def stems_of(text: str, language: str) -> str:
    """Return the stems of `text` in their order, parted by spaces: what a document keeps of it."""
    return " ".join(stem for stem in (stem_of(word, language) for word in words_of(text)) if stem)


def key_of(word: str) -> str:
    """Return by what two spellings of one word are compared: without accents, its ending as it is."""
    return _whole(fold(word))


def stems_in(word: str, languages: Iterable[str]) -> set[str]:
    """Return the stems of `word` in each of `languages`."""
    return {stem for language in languages if (stem := stem_of(word, language))}


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Callable[[str], str] | None:
    kind = _STEMMERS.get(language)
    return kind().stemWord if kind else None


def _bare(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf" and not _is_vowel_mark(letter))


def _whole(folded: str) -> str:
    return folded.replace(" ", "")


def _is_vowel_mark(letter: str) -> bool:
    return "\u0610" <= letter <= "\u061a" or "\u064b" <= letter <= "\u065f" or letter in "\u0640\u0670"
