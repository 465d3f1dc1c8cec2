import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from hearth.members.actions.proposals import accept_proposal, merge_proposal, propose_topic, refuse_proposal
from hearth.members.actions.staff import give_staff_rights
from hearth.members.models import ProposalState, TopicProposal
from hearth.members.rights import TOPIC_KEEPERS, VERIFIERS
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from hearth.topics.queries import find_topics
from tests.people import account_of, join_person, signed_in

MINE, DESK = "/topic-proposals/", "/staff/topics/"


@pytest.fixture(autouse=True)
def vocabulary(db):
    put_first_vocabulary()


@pytest.fixture
def member():
    return join_person("Quiet Heron")


@pytest.fixture
def keeper():
    person = join_person("Keeper")
    give_staff_rights(account_of(person), groups=[TOPIC_KEEPERS])
    return signed_in(person)


def propose(member, words="Snapping hip", **more):
    return signed_in(member).post(MINE, {"words": words, "language": "en", "about": "A hip that snaps.", **more})


def answer(keeper, proposal, **given):
    return keeper.post(f"{DESK}proposals/{proposal.public_id}/", given)


def test_a_proposal_becomes_a_topic_that_any_word_finds(member, keeper):
    assert propose(member).status_code == 302
    proposal = TopicProposal.objects.get()
    page = keeper.get(f"{DESK}proposals/{proposal.public_id}/").content.decode()
    assert "Snapping hip" in page
    assert "Quiet Heron" not in page
    given = {"decision": "accept", "sentence": "A hip that snaps.", "topics": "joints-and-pain", "answer": "Welcome."}
    assert answer(keeper, proposal, **given).status_code == 302
    topic = Topic.objects.get(slug="snapping-hip")
    assert [above.slug for above in topic.broader.all()] == ["joints-and-pain"]
    mine = signed_in(member).get(MINE).content.decode()
    assert "Welcome." in mine
    assert "/topics/snapping-hip/" in mine
    assert answer(keeper, proposal, **given).status_code == 404


def test_a_proposal_becomes_another_word_or_is_refused_with_a_reason(member, keeper):
    propose(member, "Tummy grumbles")
    propose(member, "Nonsense")
    first, second = TopicProposal.objects.order_by("pk")
    assert answer(keeper, first, decision="merge").status_code == 200
    answer(keeper, first, decision="merge", topics="stomach-and-digestion")
    assert find_topics("tummy grumbles", language="es")[0].slug == "stomach-and-digestion"
    assert answer(keeper, second, decision="refuse").status_code == 200
    answer(keeper, second, decision="refuse", answer="We did not understand it.")
    second.refresh_from_db()
    assert second.state == ProposalState.REFUSED


def test_what_is_there_already_or_too_much_is_not_proposed(member):
    assert "There is a topic called so already" in propose(member, "Infarto").content.decode()
    for number in range(5):
        propose(member, f"Thing {number}")
    assert "You proposed this already" in propose(member, "THING 1").content.decode()
    assert "wait" in propose(member, "One more").content.decode()
    assert TopicProposal.objects.count() == 5


def test_only_those_who_look_after_the_topics_get_there(member, client):
    propose(member)
    other = join_person("Verifier")
    give_staff_rights(account_of(other), groups=[VERIFIERS])
    proposal = TopicProposal.objects.get()
    for nobody in (client, signed_in(member), signed_in(other)):
        for address in (DESK, f"{DESK}proposals/{proposal.public_id}/", f"{DESK}gout/"):
            assert nobody.get(address).status_code == 404
        assert nobody.post(f"{DESK}gout/name/", {"name": "x", "language": "en", "kind": "everyday"}).status_code == 404


def test_nobody_else_answers_a_proposal_whatever_leads_them_there(member):
    proposal = propose_topic("Snapping hip", language="en", about="", by=member)
    for act in (
        lambda: accept_proposal(proposal, sentence="A hip.", broader=[], answer="", by=member),
        lambda: merge_proposal(proposal, into=Topic.objects.get(slug="gout"), answer="", by=member),
        lambda: refuse_proposal(proposal, answer="No.", by=member),
    ):
        with pytest.raises(PermissionDenied):
            act()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_words_are_added_taken_away_and_sentences_said(keeper):
    gout = Topic.objects.get(slug="gout")
    keeper.post(f"{DESK}gout/name/", {"name": "Toe fire", "language": "en", "kind": "preferred"})
    keeper.post(f"{DESK}gout/sentence/", {"sentence": "A burning toe.", "language": "en"})
    page = keeper.get("/topics/gout/").content.decode()
    assert '<h1 lang="en">Toe fire</h1>' in page
    assert "A burning toe." in page
    assert reverse("members:staff-topic", args=["gout"]) in page
    old = gout.names.get(language="en", name="Gout")
    keeper.post(f"{DESK}gout/removal/", {"names": [old.pk]})
    assert not gout.names.filter(name="Gout").exists()
    assert find_topics("gout", language="en")[0].matched.text == "Gouty arthritis"


def test_topics_are_merged_and_split_on_their_page(keeper, client):
    answered = keeper.post(f"{DESK}gout/merge/", {"topics": "arthritis"})
    assert answered.headers["Location"] == f"{DESK}arthritis/"
    assert client.get("/topics/gout/").headers["Location"] == "/topics/arthritis/"
    words = Topic.objects.get(slug="arthritis").names.filter(name__in=["Gout", "Gota"])
    answered = keeper.post(f"{DESK}arthritis/split/", {"names": [word.pk for word in words]})
    assert answered.headers["Location"] == f"{DESK}gout/"
    assert client.get("/topics/gout/").status_code == 200


@pytest.mark.parametrize(
    ("act", "given"),
    [("merge", {"topics": "gout"}), ("merge", {}), ("split", {}), ("name", {"name": "…"}), ("removal", {"names": "0"})],
)
def test_what_cannot_be_is_said_beside_the_form(keeper, act, given):
    before = Topic.objects.count()
    answered = keeper.post(f"{DESK}gout/{act}/", {"language": "en", "kind": "everyday", **given})
    assert answered.status_code == 200
    assert "error" in answered.content.decode()
    assert Topic.objects.count() == before
    assert keeper.post(f"{DESK}gout/nothing/").status_code == 404
