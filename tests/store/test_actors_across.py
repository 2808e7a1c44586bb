"""Actors across documents in a record: the same in whatever order documents come, and what people say of them stays."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.model import Actor, ActorKind, Document, Span
from onrecord.store import Store, actors
from onrecord.testing import make_saying

KOS = make_saying("Ana Kos", "President of Orvania", also=("Kos",), title="One")
PRESIDENT = make_saying("Kos", "President", title="Two", published="2024-03-09")
POST = make_saying("president of Orvania", "president of Orvania", title="Three", published="2024-03-20")
BARE = make_saying("Kos", title="Four", published="2024-03-21")
NAMESAKE = make_saying("Ana Kos", "Governor of Calder", title="Five")
LIND = make_saying("Bo Lind", "President of Orvania", title="Six", published="2024-04-20")
FUND = make_saying("Orvan Relief Fund", kind=ActorKind.ORGANISATION, also=("ORF",), title="Seven")
LETTERS = make_saying("ORF", kind=ActorKind.ORGANISATION, title="Eight")
WITNESS = make_saying("witness", kind=ActorKind.UNNAMED, title="Nine")
RULER = make_saying("Ana Kos", "President of Telmar", title="Ten")
TULL = make_saying("Marek Tull", "Interior Minister", title="Eleven")
DOCS = (KOS, PRESIDENT, POST, BARE, NAMESAKE, LIND, FUND, LETTERS, WITNESS, RULER, TULL)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place, who="ana") as store:
        store.add_all([KOS, PRESIDENT, POST, BARE, FUND, LETTERS, TULL])
        yield store
        assert store.verify().fault is None


def cast(store: Store) -> dict[str, tuple[str, ...]]:
    """The titles of the documents that each actor of the record is named in, by its id."""
    title = {doc.id: doc.title or "" for doc in DOCS}
    with store._database.reading() as connection:
        query = "SELECT actor, document FROM members JOIN forms ON forms.id = members.form"
        found: dict[str, list[str]] = {}
        for actor, document in connection.exec_driver_sql(query):
            found.setdefault(actor, []).append(title[document])
    return {actor: tuple(sorted(titles)) for actor, titles in found.items()}


def together(store: Store) -> set[tuple[str, ...]]:
    """The documents of each actor that is named in more than one."""
    return {titles for titles in cast(store).values() if len(titles) > 1}


def test_president_under_three_names_is_one_actor(store: Store) -> None:
    actor = store.actor("Ana Kos")
    assert (actor.documents, actor.claims, actor.kind) == (3, 3, "person")
    assert {"Kos", "president of Orvania"} <= set(actor.aliases)
    assert "President of Orvania" in actor.posts
    assert actor.joined == (
        "the only one known to hold this office at that time",
        "the same surname and office, at the same time",
    )


def test_letters_are_the_body_that_one_document_gives_them_to(store: Store) -> None:
    assert store.actor("ORF") == store.actor("Orvan Relief Fund")


def test_surname_alone_is_only_suggested(store: Store) -> None:
    (suggestion,) = store.suggestions("Ana Kos")
    assert suggestion.names == ("Ana Kos", "Kos")
    assert suggestion.reason == "the same surname, and no other full name with it is known"


def test_speaker_of_a_claim_leads_to_the_actor_of_the_record(store: Store) -> None:
    assert {store.actor_ids(doc.id)["a1"] for doc in (KOS, PRESIDENT, POST)} == {store.actor("Ana Kos").id}


def test_unnamed_sources_never_merge(store: Store) -> None:
    store.add(WITNESS)
    store.add(make_saying("witness", kind=ActorKind.UNNAMED, published="2024-03-06"))
    assert [actor.documents for actor in store.actors(kind="unnamed", everyone=True)] == [1, 1]


def test_second_president_undoes_a_match_that_was_certain(store: Store) -> None:
    store.add(LIND)
    assert store.actor("Ana Kos").documents == 2
    assert {s.reason for s in store.suggestions("president of Orvania")} == {
        "one holds the office that the other is called by, but others may have held it then"
    }


def test_merge_makes_two_actors_one_and_undo_takes_it_back(store: Store) -> None:
    before = cast(store)
    done = store.merge("Ana Kos", "Marek Tull", note="a pen name")
    assert len(done.actors) == 1
    assert store.actor("Marek Tull").documents == 4
    assert "a person made it one" in store.actor("Marek Tull").joined
    store.undo_actor("Marek Tull")
    assert cast(store) == before


def test_merge_by_a_person_stays_when_documents_come_and_go(store: Store) -> None:
    store.merge("Ana Kos", "Marek Tull")
    store.add(LIND)
    store.add(RULER)
    store.delete(KOS.id, "a witness asked for it")
    store.add(KOS)
    assert store.actor("Marek Tull") == store.actor(store.actors(name="president")[0].id)


def test_merge_is_a_line_of_the_journal(store: Store) -> None:
    store.merge("Ana Kos", "Marek Tull", note="a pen name")
    line = list(store.journal())[-1]
    assert (line.who, line.act, line.subject, line.note) == ("ana", "merge", "actors", "a pen name")
    assert "Kos" not in line.text


def test_split_takes_a_document_out(store: Store) -> None:
    store.split("Ana Kos", document=PRESIDENT.id[:8], note="her brother")
    assert ("Two",) in cast(store).values()
    assert ("One", "Three") in together(store)


def test_split_takes_a_name_out_and_undo_puts_it_back(store: Store) -> None:
    before = cast(store)
    done = store.split("Ana Kos", mention="president of orvania")
    assert ("Three",) in cast(store).values()
    store.undo_actor(done.actors[-1] if cast(store)[done.actors[-1]] == ("Three",) else done.actors[0])
    assert cast(store) == before


def test_split_wins_over_an_older_merge(store: Store) -> None:
    store.merge("Ana Kos", "Marek Tull")
    store.split("Ana Kos", document=TULL.id)
    assert ("Eleven",) in cast(store).values()
    store.merge("Ana Kos", "Marek Tull")
    assert ("Eleven", "One", "Three", "Two") in together(store)


@pytest.mark.parametrize("given", [{}, {"mention": "nobody"}, {"document": "zzz"}])
def test_split_of_nothing_or_all_is_a_clear_error(store: Store, given: dict[str, Any]) -> None:
    with pytest.raises(QueryError, match="a part of it"):
        store.split("Ana Kos", **given)


def test_accepted_suggestion_makes_one(store: Store) -> None:
    store.accept_suggestion(store.suggestions("Kos")[0].id)
    assert store.actor("Ana Kos").documents == 4
    assert store.suggestions("Kos") == []


def test_rejected_suggestion_is_not_made_again_and_no_rule_joins_them(store: Store) -> None:
    store.reject_suggestion(store.suggestions("Kos")[0].id, note="another Kos")
    assert store.suggestions("Kos") == []
    store.undo_actor("Ana Kos")
    assert len(store.suggestions("Kos")) == 1


def test_rename_gives_a_name_that_is_found(store: Store) -> None:
    store.rename("Ana Kos", "President Ana Kos of Orvania")
    assert store.actor("Ana Kos of Orvania").name == "President Ana Kos of Orvania"
    assert "Ana Kos" in store.actor("Ana Kos of Orvania").aliases


def test_filters_find_claims_under_any_name_of_the_speaker(store: Store) -> None:
    assert store.count(speaker="ana kos") == 3
    assert store.count(speaker=store.actor("Ana Kos").id) == 3
    assert store.count(actor="relief fund") == 2
    assert len(store.search("fired", speaker="ana kos")) == 3
    store.merge("Ana Kos", "Marek Tull")
    assert store.count(speaker="ana kos") == store.count(speaker="tull") == 4


@pytest.mark.parametrize("name", ["", "nobody", "o"])
def test_actor_that_is_not_one_is_a_clear_error(store: Store, name: str) -> None:
    with pytest.raises(QueryError, match="onrecord actors"):
        store.actor(name)


def _reread(doc: Document, name: str) -> Document:
    """The same document, in whose words another version finds this name further on, under another number."""
    start = doc.text.rindex(name)
    actor = doc.actors[0]
    extra = Actor("a1", "fired", ActorKind.GROUP, Span(doc.text.index("fired"), doc.text.index("fired") + 5))
    moved = replace(actor, id="a2", name=name, span=Span(start, start + len(name)), aliases=(actor.name,), mentions=(actor.span,))
    claims = tuple(replace(claim, speaker="a2") for claim in doc.claims)
    return replace(doc, actors=(extra, moved), claims=claims)


def test_merge_outlives_another_reading(store: Store) -> None:
    store.merge("Ana Kos", "Marek Tull")
    store.reread(_reread(KOS, "Kos"))
    assert any({"One", "Eleven"} <= set(titles) for titles in together(store))


def test_split_outlives_another_reading(store: Store) -> None:
    store.split("Ana Kos", document=KOS.id)
    store.reread(_reread(KOS, "Kos"))
    assert not any("One" in titles for titles in together(store))


def test_deleted_document_leaves_no_name(store: Store) -> None:
    store.delete(TULL.id, "a witness asked for it")
    assert store.actors("tull") == []
    with store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM forms WHERE plain LIKE '%%tull%%'").scalar() == 0


def _rebuilt(store: Store) -> dict[str, tuple[str, ...]]:
    with store._database.writing() as connection:
        actors.rebuild(connection)
    return cast(store)


@pytest.mark.slow
@given(order=st.permutations(DOCS), gone=st.sets(st.sampled_from(DOCS), max_size=3), said=st.booleans())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_order_of_arrival_and_deletions_do_not_matter(order: Sequence[Document], gone: set[Document], said: bool) -> None:
    with Store(":memory:") as store, Store(":memory:") as other:
        store.add_all(order)
        if said:
            store.merge("Marek Tull", LETTERS.actors[0].name)
        for doc in sorted(gone, key=lambda doc: doc.id):
            store.delete(doc.id, "a test")
        other.add_all(doc for doc in DOCS if doc not in gone)
        if said and not {TULL, LETTERS, FUND} & gone:
            other.merge("Marek Tull", LETTERS.actors[0].name)
            assert cast(store) == cast(other)
        if not said:
            assert cast(store) == cast(other)
        assert store.verify().fault is None
        assert cast(store) == _rebuilt(store)
        assert store.verify().fault is None


def test_older_record_gets_its_actors_when_it_is_opened(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(place) as store:
        store.add_all(DOCS)
        before = cast(store)
        with store._database.writing() as connection:
            for table in ("sessions", "tokens", "users", "members", "links", "form_keys", "forms", "anchors"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            added = "captures_warc", "captures_asked", "captures_entry", "documents_publisher", "documents_shelf", "claims_terms"
            for index in added:
                connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")
            for index in ("claims_waiting", "claims_reviewed", "claims_altered"):
                connection.exec_driver_sql(f"DROP INDEX {index}")
            for column in ("warc", "asked", "feed", "entry", "container", "container_sha256"):
                connection.exec_driver_sql(f"ALTER TABLE captures DROP COLUMN {column}")
            connection.exec_driver_sql("UPDATE onrecord SET schema_version = 2")
    with Store(place) as store:
        assert cast(store) == before
        assert store.verify().fault is None
