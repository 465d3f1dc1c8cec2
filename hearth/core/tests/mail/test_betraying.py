"""A text that would lead from a pseudonym to a person is noticed."""

import pytest

from hearth.core.mail.incoming import Betrayal, betrays

NAMES, ADDRESS = ["Ana María Ruiz-Otero", "آمنة"], "ana.ruiz@example.org"


@pytest.mark.parametrize(
    "text",
    [
        "I agree.\n\nAna",
        "I agree.\n\nana",
        "I agree, says Maria.",
        "ANA RUIZ",
        "Thanks, Otero!",
        "شكرا، آمنة",
        "mvg ruiz",
    ],
)
def test_a_name_is_found(text):
    assert betrays(text, names=NAMES, address=ADDRESS) == [Betrayal.NAME]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to Ana.Ruiz@Example.org", [Betrayal.NAME, Betrayal.ADDRESS]),
        ("I am ana.ruiz on that other site, as you know", [Betrayal.ADDRESS]),
        ("Call +31 6 1234 5678", [Betrayal.TELEPHONE]),
        ("Call (555) 010-0199 after six", [Betrayal.TELEPHONE]),
        ("Call 0612345678", [Betrayal.TELEPHONE]),
        ("Ruf an: 030/123 45 67", [Betrayal.TELEPHONE]),
        ("اتصل بي ٠١٠١٢٣٤٥٦٧٨", [Betrayal.TELEPHONE]),
    ],
)
def test_addresses_and_telephones_are_found(text, found):
    assert betrays(text, names=NAMES, address=ADDRESS) == found


@pytest.mark.parametrize(
    "text",
    [
        "I had an analysis, and that was that for a whole long day.",
        "Since 2024-11-03 I take 500 mg, since 03/11/2024 less.",
        "My pressure was 120/80 130/85 and then 110/70.",
        "From 2019 - 2024 it cost 1.200.000 in all.",
        "Take 1000 2x a day, 0.25 ml at 8:30.",
        "",
    ],
)
def test_ordinary_words_are_not(text):
    assert betrays(text, names=NAMES, address=ADDRESS) == []


def test_a_name_that_is_a_word_counts_where_it_is_written_as_a_name():
    assert betrays("I hope it will help you, as it did me", names=["Hope Will"], address="") == []
    assert betrays("It helped me.\nhope", names=["Hope Will"], address="") == [Betrayal.NAME]
