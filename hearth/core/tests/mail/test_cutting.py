"""What somebody wrote is parted from what their mail program put around it, and no word of it is lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.mail.incoming import MARKER, cut
from hearth.core.tests.mail.quotations import FOOTERS, KEPT, MARKED, SIGNATURES, UNMARKED

SAID = "Thank you, that helps.\n\nI'll ask my nurse on Monday."
QUOTED = "> How long did it take you?\n>\n> > Two weeks.\n> Ana"


@pytest.mark.parametrize("opening", MARKED.values(), ids=MARKED)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
def test_what_is_quoted_line_by_line_is_cut(opening, gap):
    parts = cut(f"{SAID}\n\n{opening}{gap}{QUOTED}\n")
    assert parts.said == SAID
    assert "Two weeks" in parts.quoted
    assert not parts.signature + parts.footer


@pytest.mark.parametrize("opening", MARKED.values(), ids=MARKED)
def test_answers_beneath_and_between_are_kept(opening):
    beneath = cut(f"{opening}\n\n{QUOTED}\n\n{SAID}\n")
    assert beneath.said == SAID
    between = cut(f"{opening}\n> One?\n\nYes.\n\n> Two?\nNo, never.\n\n> Ana\n")
    assert between.said == "Yes.\n\nNo, never."


@pytest.mark.parametrize("opening", UNMARKED.values(), ids=UNMARKED)
def test_an_old_message_without_marks_is_cut_to_its_end(opening):
    parts = cut(f"{SAID}\n\n{opening}\n\nHow long did it take you?\n\nAna\n")
    assert parts.said == SAID
    assert parts.quoted.endswith("Ana")


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("behind", ["", f"\n\n{MARKED['en Gmail']}\n{QUOTED}"], ids=["last", "above a quotation"])
def test_signatures_are_cut(signature, behind):
    parts = cut(f"{SAID}\n\n{signature}{behind}\n")
    assert parts.said == SAID
    assert parts.signature == signature


@pytest.mark.parametrize("footer", FOOTERS)
def test_legal_notices_are_cut(footer):
    parts = cut(f"{SAID}\n\n-- \nAna\n\n{footer}\n")
    assert (parts.said, parts.signature, parts.footer) == (SAID, "-- \nAna", footer)
    assert cut(f"{SAID}\n\n**********\n{footer}\n**********\n").said.startswith(SAID)
    assert cut(f"{SAID}\n\n{footer}\n\nSent from my iPhone\n\n{UNMARKED['de Outlook']}\n").said == SAID


@pytest.mark.parametrize("words", KEPT)
def test_what_only_looks_like_it_is_kept(words):
    assert cut(words).said == words
    assert cut(f"{words}\n\n{MARKED['nl Gmail']}\n{QUOTED}\n").said == words


def test_lines_that_a_program_broke_are_joined_again():
    said = (
        "When I was first told, nobody could say how long it would take to get\n"
        "better, and so I counted\nthe days.\n\n"
        "- one\n- two, which was a very long day that did not fit into one\n- three"
    )
    assert cut(said).said == (
        "When I was first told, nobody could say how long it would take to get better, and so I counted\nthe days.\n\n"
        "- one\n- two, which was a very long day that did not fit into one\n- three"
    )


def test_our_own_line_counts_in_any_wording_and_when_it_is_quoted():
    assert cut(f"Yes\n\n{MARKER} اكتب فوق هذا السطر\n\nold").said == "Yes"
    assert cut(f"Yes\n\nskrev Ana den 5 jan 2026 15:04:\n> {MARKER} Skriv ovan\n> old\n").said == "Yes"
    assert cut(f"{MARKER}\nold").said == ""


LINE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=60)
OPENINGS = st.sampled_from([*MARKED.values()]).map(lambda opening: f"{opening}\n{QUOTED}") | st.sampled_from(
    [f"{opening}\n\nold words" for opening in UNMARKED.values()]
)


def _words(*texts):
    return Counter(word for text in texts for word in text.split())


@given(st.lists(LINE | st.sampled_from([*MARKED.values(), *SIGNATURES, "> x", "", "--"]), max_size=12))
def test_every_word_is_in_one_part(lines):
    text = "\n".join(lines)
    parts = cut(text)
    assert _words(parts.said, parts.quoted, parts.signature, parts.footer) == _words(text)


@given(st.lists(st.text("abc éüñ 1.,?!", max_size=70), max_size=8), OPENINGS)
def test_words_above_a_quotation_are_never_lost(lines, opening):
    typed = "\n".join(lines)
    assert _words(cut(f"{typed}\n\n{opening}\n").said) == _words(typed)
