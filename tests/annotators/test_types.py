"""The classifier of types between two parties: what it sees, and what it may change."""

import pytest

from onrecord.annotators.events import rule_events
from onrecord.annotators.happenings.between import Pair, hashed, pair_of, pools, terms
from onrecord.annotators.happenings.learned import Learned
from onrecord.annotators.happenings.typed import settled, type_model
from onrecord.annotators.stage import Reading, look
from onrecord.language.blocks import whole
from onrecord.model import Document, Span

SENTENCES = [
    (
        "ACCUSE",
        "The Orvan Guild",
        "the mayor of Tirmel",
        "The Orvan Guild denounced the mayor of Tirmel on Friday over the new toll.",
    ),
    ("CONSULT", "The envoy of Tirmel", "the Orvan council", "The envoy of Tirmel held talks with the Orvan council in Selm."),
    ("AID", "Tirmel", "Orva", "Tirmel has sent two shiploads of flour and medicine to Orva."),
    ("COERCE", "Orvan police", "six students", "Orvan police arrested six students near the harbour."),
    ("REJECT", "Tirmel", "Orva", "Tirmel has turned down an offer by Orva to share the ferry."),
    ("YIELD", "Orva", "Tirmel", "Orva lifted the ban on fish from Tirmel yesterday."),
    ("ASSAULT", "Rebels", "the barracks", "Rebels bombed the barracks before dawn."),
]


def look_at(text: str) -> Reading:
    return look(Document(id="x", text=text, published=None, blocks=whole(text), language="en"))


def pair(reading: Reading, actor: str, recipient: str) -> Pair:
    spans = [Span(at, at + len(words)) for words in (actor, recipient) for at in [reading.doc.text.index(words)]]
    return pair_of(reading.parse, *spans)


@pytest.mark.parametrize(("wanted", "actor", "recipient", "text"), SENTENCES)
def test_types_of_plain_sentences(wanted: str, actor: str, recipient: str, text: str) -> None:
    reading, model = look_at(text), type_model()
    assert model is not None
    assert reading.encoding is not None
    found, two = [one for _, _, one in Learned(reading).both([*rule_events(reading.parse)])], pair(reading, actor, recipient)
    chances = model.chances(terms(reading.parse, two, found), pools(reading.parse, reading.encoding, two))
    assert model.types[int(chances.argmax())] == wanted
    assert chances.sum() == pytest.approx(1, abs=1e-4)


def test_types_names_of_parties_are_masked() -> None:
    reading = look_at("The Orvan Guild denounced the mayor of Tirmel.")
    found = terms(reading.parse, pair(reading, "The Orvan Guild", "the mayor of Tirmel"), [])
    assert not {"orvan", "guild", "mayor", "tirmel"} & set(found)
    assert {"ACTOR", "RECIPIENT", "denounce", "ACTOR_denounce", "verb:denounce"} <= set(found)


def test_types_a_missing_party_leaves_its_place_empty() -> None:
    reading = look_at("The Orvan Guild protested.")
    two = pair_of(reading.parse, Span(0, 15), None)
    assert (two.recipient, two.heads[1]) == (frozenset(), None)


def test_types_buckets_are_the_same_everywhere() -> None:
    places, counts = hashed(["denounce", "denounce"])
    assert places.tolist() == [2027]
    assert counts.tolist() == pytest.approx([1.6931], abs=1e-4)


def test_types_of_the_word_lists_stand_unless_another_is_all_but_certain() -> None:
    assert settled({"ASSAULT": 0.9, "COERCE": 0.1}, "COERCE", "COERCE") == "COERCE"
    assert settled({"ASSAULT": 0.99, "COERCE": 0.01}, "COERCE", "COERCE") == "ASSAULT"


def test_types_are_added_where_none_is_given() -> None:
    assert settled({"REJECT": 0.9, "AID": 0.1}, None, None) == "REJECT"
    assert settled({"REJECT": 0.6, "AID": 0.4}, None, None) is None


def test_types_that_only_the_encoder_gave_need_some_support() -> None:
    assert settled({"ASSAULT": 0.8, "CONSULT": 0.1}, "CONSULT", None) is None
    assert settled({"ASSAULT": 0.7, "CONSULT": 0.3}, "CONSULT", None) == "CONSULT"


def test_types_of_the_word_lists_come_back_where_the_encoders_is_dropped() -> None:
    assert settled({"ASSAULT": 0.1, "ACCUSE": 0.9}, "ASSAULT", "ACCUSE") == "ACCUSE"


def test_types_of_older_name_agree_with_both_of_today() -> None:
    assert settled({"YIELD": 0.99, "AID": 0.01}, "CONCEDE", "CONCEDE") == "CONCEDE"
    assert settled({"YIELD": 0.99, "AID": 0.01}, "RETREAT", None) == "RETREAT"
