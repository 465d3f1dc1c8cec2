import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from hearth.topics.actions import put_first_vocabulary
from hearth.topics.actions.vocabulary import Name
from hearth.topics.actions.wording import add_name, describe_topic, remove_name
from hearth.topics.models import NameKind, Topic, TopicIdentifier, TopicName
from hearth.topics.queries import find_topics
from hearth.topics.records.diseases import read_terms
from hearth.topics.records.medlineplus import read_lines
from hearth.topics.records.placing import BROADER
from hearth.topics.records.record import BadRow

GOUT = {
    "id": "3000",
    "title": "Gout",
    "language": "English",
    "also_called": ["Podagra"],
    "meta_desc": "Sore toe. Read.",
}
TERMS = "doid\tlabel\tparent_label\nDOID:13189\tgout\tarthritis\nDOID:99\tnever heard of\t\n"
SPANISH = (
    "doid\tlabel_en\tkind\ttext_en\ttext_es\tstatus\n"
    "DOID:13189\tgout\texact\tpodagra\tpodagra\tOK\n"
    "DOID:13189\tgout\tdefinition\tlong\tlargo\tOK\n"
)
XML = """<?xml version="1.0"?><!DOCTYPE health-topics PUBLIC "-//NLM//DTD x//EN" "https://example.org/x.dtd">
<health-topics><health-topic title="Gout" id="3000" language="English"><also-called>Podagra</also-called>
<group id="1">Bones, Joints and Muscles</group><language-mapped-topic id="3001"
language="Spanish">Gota</language-mapped-topic>
<mesh-heading><descriptor id="D006073">Gout</descriptor></mesh-heading>
<related-topic id="44">Toes</related-topic></health-topic>
<health-topic title="Toes" id="44" language="English"/>
<health-topic title="Gota" id="3001" language="Spanish"><also-called>Mal de los reyes</also-called></health-topic>
</health-topics>"""


@pytest.fixture
def bring(tmp_path, db):
    def run(content, name="file.jsonl", *options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said, wrong = StringIO(), StringIO()
        call_command("import_topics", str(path), *options, stdout=said, stderr=wrong)
        return said.getvalue(), wrong.getvalue()

    return run


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows)


def everything():
    models = (Topic, TopicName, TopicIdentifier, Topic.broader.through, Topic.related.through)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_bringing_the_same_in_again_changes_nothing(bring):
    files = [(lines(GOUT), "a.jsonl"), (XML, "b.xml"), (TERMS, "c.tsv", "--every-disease"), (SPANISH, "d.tsv")]
    for file in files:
        bring(*file)
    before = everything()
    for file in files:
        assert "0 new, 0 changed" in bring(*file)[0]
    assert everything() == before


def test_a_topic_that_is_several_in_a_collection_is_brought_in_once(bring):
    put_first_vocabulary()
    ids = TopicIdentifier.objects.filter(topic__slug="copd", scheme="medlineplus").order_by("value")
    rows = [GOUT | {"id": each.value, "title": f"Title {each.value}", "meta_desc": f"Of {each.value}."} for each in ids]
    assert len(rows) == 3
    bring(lines(*rows))
    assert "0 new, 0 changed, 3 unchanged" in bring(lines(*rows))[0]


def test_topics_synonyms_and_what_is_shared_are_counted(bring):
    other = {"id": "3002", "title": "Toes", "language": "English", "also_called": ["podagra", "Feet"]}
    said, _wrong = bring(lines(GOUT, other))
    assert "2 topics (2 new, 0 changed, 0 unchanged, 0 unknown), 3 synonyms, 1 shared by several topics" in said


def test_what_is_known_is_added_to_and_what_the_site_says_stays(bring):
    put_first_vocabulary()
    count = Topic.objects.count()
    gout = Topic.objects.get(slug="gout")
    TopicIdentifier.objects.filter(topic=gout).delete()
    bring(lines(GOUT))
    assert Topic.objects.count() == count
    assert find_topics("podagra", language="en")[0].slug == "gout"
    assert find_topics("podagra", language="en")[0].description.text.startswith("A joint that burns")
    assert gout.names.get(language="en", kind=NameKind.PREFERRED).name == "Gout"


def test_the_hosts_edits_outlive_the_next_import(bring):
    bring(lines(GOUT))
    gout = Topic.objects.get(slug="gout")
    add_name(gout, Name("en", NameKind.PREFERRED, "Burning toe"))
    remove_name(gout.names.get(key="podagra"))
    describe_topic(gout, language="en", sentence="Ours.")
    bring(lines(GOUT | {"also_called": ["Podagra", "Rich man’s illness"], "meta_desc": "New sentence."}))
    (found,) = find_topics("gout", language="en")
    assert (found.name.text, found.description.text) == ("Burning toe", "Ours.")
    assert find_topics("podagra", language="en") == []
    assert find_topics("rich mans", language="en")


def test_a_title_that_changed_takes_the_place_of_the_one_before(bring):
    bring(lines(GOUT))
    bring(lines(GOUT | {"title": "Gouty toe"}))
    names = {name.name: name.kind for name in Topic.objects.get(slug="gout").names.all()}
    assert names["Gouty toe"] == NameKind.PREFERRED
    assert names["Gout"] == NameKind.EVERYDAY


def test_xml_brings_both_languages_groups_neighbours_and_mesh(bring):
    put_first_vocabulary()
    Topic.objects.filter(slug="gout").delete()
    bring(XML, "topics.xml")
    gout = Topic.objects.get(identifiers__scheme="mesh", identifiers__value="D006073")
    assert {name.name for name in gout.names.all()} == {"Gout", "Podagra", "Gota", "Mal de los reyes"}
    assert gout.names.get(name="Gota").kind == NameKind.PREFERRED
    assert [topic.slug for topic in gout.broader.all()] == ["joints-and-pain"]
    assert [topic.slug for topic in gout.related.all()] == ["toes"]


def test_diseases_lend_their_words_and_become_topics_only_when_asked(bring):
    put_first_vocabulary()
    count = Topic.objects.count()
    assert "1 unknown" in bring(TERMS, "terms.tsv")[0]
    assert Topic.objects.count() == count
    bring(TERMS, "terms.tsv", "--every-disease")
    assert Topic.objects.get(slug="never-heard-of").origin == "doid"
    bring(SPANISH, "spanish.tsv")
    assert Topic.objects.get(slug="gout").names.filter(language="es", key="podagra").exists()


BAD_ROWS = [
    '{"id": "1", "title": "A\\u0000b", "language": "English"}',
    '{"id": "1", "title": "", "language": "English"}',
    '{"id": "1", "language": "English"}',
    '{"id": "1", "title": "Fin", "language": "Finnish"}',
    '{"id": {}, "title": "A", "language": "English"}',
    '{"id": "1", "title": "A", "language": "English", "also_called": "b"}',
    '{"id": "1", "title": "A", "language": ["English"]}',
    '{"id": "1"',
    "[" * 5000,
    "[]",
]


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_is_told_and_left_out(bring, row):
    said, wrong = bring(f"{lines(GOUT)}\n{row}\n")
    assert wrong.startswith("line 2: ")
    assert "1 bad rows" in said
    assert Topic.objects.count() == 1


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><health-topics><health-topic>&c;</health-topic></health-topics>'
)
BAD_FILES = [
    (b"", "empty.jsonl", "neither MedlinePlus"),
    (b"\x89PNG\x00\x00", "picture.png", "neither MedlinePlus"),
    (b"doid,label\n1,2\n", "commas.tsv", "columns should be"),
    (b"{}\n{}\n", "other.jsonl", "no line of it is a topic"),
    (BOMB, "bomb.xml", "declares entities"),
    (b"<feed/>", "feed.xml", "<feed>"),
    (XML.encode()[:-40], "cut.xml", "line 8"),
    (b"<health-topics>\x00</health-topics>", "nul.xml", "line 1"),
]


@pytest.mark.parametrize(("content", "name", "fault"), BAD_FILES)
def test_a_file_that_cannot_be_read_ends_in_a_clear_line(bring, content, name, fault):
    with pytest.raises(CommandError, match=fault) as told:
        bring(content, name)
    assert "\n" not in str(told.value)


def test_what_came_before_the_end_of_a_broken_file_stays(bring):
    with pytest.raises(CommandError):
        bring(XML[: XML.index('<health-topic title="Gota')] + "<", "cut.xml")
    assert {topic.slug for topic in Topic.objects.all()} == {"gout", "toes"}


def test_every_group_of_medlineplus_has_its_place(db):
    put_first_vocabulary()
    assert set(BROADER.values()) <= set(Topic.objects.exclude(shelf="").values_list("slug", flat=True))


HOSTILE = {
    "an encoding of several bytes": (b'<?xml version="1.0" encoding="shift_jis"?><health-topics/>', "its encoding"),
    "an encoding nobody knows": (b'<?xml version="1.0" encoding="nonsense"?><health-topics/>', "its encoding"),
    "a tag without end": (b'<health-topics><health-topic title="' + b"x" * 6_000_000, "too large"),
    "a topic of tags alone": (b"<health-topics><health-topic>" + b'<a b="c"/>' * 2_000_000, "too large"),
    "an entity within entities": (
        b'<!DOCTYPE health-topics [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><health-topics>&b;</health-topics>',
        "declares entities",
    ),
    "a file it names": (
        b'<!DOCTYPE health-topics [<!ENTITY a SYSTEM "file:///etc/passwd">]><health-topics/>',
        "entities",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_xml_is_refused_in_a_sentence(bring, kind):
    content, said = HOSTILE[kind]
    with pytest.raises(CommandError, match=said):
        bring(content, "hostile.xml")


@pytest.mark.parametrize("name", ["half a letter \ud800", "turned \u202eround", "bell \x07"])
def test_a_name_that_no_page_could_show_is_a_bad_row(bring, name):
    said, wrong = bring(lines(GOUT | {"title": name}, GOUT | {"id": "1", "also_called": [name]}, GOUT))
    assert "2 bad rows" in said
    assert "control character" in wrong
    assert Topic.objects.get().slug == "gout"


class Endless(BytesIO):
    """A file that is asked for so many bytes at a time, never for a whole line."""

    def readline(self, size=-1):
        assert 0 < size <= 2_000_001
        return super().readline(size)


@pytest.mark.parametrize(
    ("read", "good", "long"),
    [(read_lines, lines(GOUT) + "\n", '{"id": "' + "x" * 5_000_000), (read_terms, TERMS, "DOID:1\t" * 1_000_000)],
)
def test_a_line_without_end_is_a_bad_row_and_never_held_whole(read, good, long):
    *_rows, bad, last = read(Endless(f"{good}{long}\n{good.splitlines()[-1]}".encode()))
    assert isinstance(bad, BadRow)
    assert "too long" in bad.fault
    assert not isinstance(last, BadRow)
