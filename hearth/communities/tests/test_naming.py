"""The sentence under a composer says who reads and under which name, in every combination."""

import pytest

from hearth.communities.models import Community, Reading
from hearth.communities.queries.naming import Name, reading_sentence

WHO_READS = {
    Reading.EVERYONE: "Anyone on the internet can read this.",
    Reading.SIGNED_IN: "Everyone who is signed in to Hearth can read this.",
    Reading.ITS_MEMBERS: "Only members of “Tired hearts” can read this.",
}
WHO_IS_SEEN = [
    (None, "", False, "You appear under the name you choose when you join."),
    (Name.USUAL, "Marisol V.", False, "You appear as Marisol V."),
    (Name.PSEUDONYM, "Quiet Alder", False, "You appear as Quiet Alder, in this community only."),
    (Name.PSEUDONYM, "", False, "You appear under a name that you choose for this community only."),
    (
        Name.ALIAS,
        "",
        False,
        "You appear under an invented name, in this discussion only. Nothing shows that it is you.",
    ),
    (Name.USUAL, "Soft Rain", True, "You appear as Soft Rain, as before in this discussion."),
]


def test_every_setting_and_every_name_has_its_sentence():
    assert set(WHO_READS) == set(Reading)
    assert {name for name, *_rest in WHO_IS_SEEN} == {None, *Name}


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize(("name", "called", "is_kept", "seen"), WHO_IS_SEEN)
def test_the_sentence_says_who_reads_and_who_is_seen(reading, name, called, is_kept, seen):
    community = Community(name="Tired hearts", reading=reading)
    sentence = reading_sentence(community, name, called=called, is_kept=is_kept)
    assert sentence == f"{WHO_READS[reading]} {seen}"
