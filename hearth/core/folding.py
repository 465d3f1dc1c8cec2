"""How words are compared: without case, accents, vowel marks or punctuation, alike in every language."""

import unicodedata

LONGEST_KEY = 200

_DROPPED = "'’ʼ`ـ"  # apostrophes, and the stroke that stretches Arabic words

# Letters that people swap when they type, and that Unicode does not take apart by itself.
_ALIKE = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ٱ": "ا",  # alef wasla
        "ى": "ي",  # alef maqsura
        "ة": "ه",  # ta marbuta
        "ک": "ك",
        "ی": "ي",
    }
    | dict.fromkeys(_DROPPED, "")
)


def fold(words: str) -> str:
    """Return the key by which `words` are compared; two spellings that people take for the same share it.

    Case, accents (é, ü), Arabic vowel marks and hamza seats, Persian letter forms, digits of other scripts, apostrophes
    and punctuation make no difference. The marks that carry vowels in Indic scripts stay. Folding a key again changes
    nothing. At most LONGEST_KEY characters are returned.
    """
    apart = words
    for _round in range(2):  # taking letters apart can uncover capitals, and lowering capitals can compose marks anew
        apart = unicodedata.normalize("NFKD", apart).casefold()
    bare = "".join(_plain(letter) for letter in apart if not unicodedata.combining(letter)).translate(_ALIKE)
    return " ".join(unicodedata.normalize("NFC", bare).split())[:LONGEST_KEY].rstrip()


def _plain(letter: str) -> str:
    """Return a letter or mark as it is, a digit as 0 to 9, an apostrophe as it is, and a space for anything else."""
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return str(value)
    return letter if unicodedata.category(letter)[0] in "LMN" or letter in _DROPPED else " "
