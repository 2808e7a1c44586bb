"""The ledger as a data package: claims, documents, actors and accounts as tables, with every column told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.export.formats.found import Found, FoundDocument
from onrecord.export.formats.ledger import ledger
from onrecord.export.formats.package import write_package
from onrecord.export.formats.tables import Column, Table, joined
from onrecord.model import Account, ActorKind, Matter, Relation, Slot
from onrecord.store import RecordedActor

LINKS = {"document": "documents.document"}


def write(found: Found, out: Path) -> None:
    """Write a zip file with a table of each of these, and `datapackage.json`."""
    write_package(found, out, "onrecord", "Who said what: a record of public statements", tables(found))


def tables(found: Found) -> tuple[Table[Any], ...]:
    """The tables of the package."""
    claims = ledger(found)
    linked = Table(claims.name, claims.description, claims.columns, claims.items, claims.key, LINKS)
    return documents(found), actors(found), accounts(found), answers(found), relations(found), linked


def documents(found: Found) -> Table[FoundDocument]:
    """The documents that have a claim that fits."""
    return Table("documents", "The documents that claims stand in.", DOCUMENTS, found.documents(), ("document",))


def actors(found: Found) -> Table[RecordedActor]:
    """The actors of the record."""
    return Table("actors", "Who is in the record, each once under all names.", ACTORS, found.actors(), ("actor",))


def accounts(found: Found) -> Table[_Given]:
    """The accounts of the matters on which claims that fit bear."""
    told = "The answers that are given to one question each, with how many independent origins stand behind them."
    return Table("accounts", told, ACCOUNTS, _accounts(found), ("account",))


def answers(found: Found) -> Table[tuple[str, str]]:
    """Which claims give which account."""
    told = "Which claim gives which answer. Claims are listed that do not fit the filter, too: both accounts are kept."
    pairs = ((given.account.id, claim) for given in _accounts(found) for claim in given.account.claims)
    return Table("answers", told, ANSWERS, pairs, ("account", "claim"), {"account": "accounts.account"})


def relations(found: Found) -> Table[_Related]:
    """How accounts stand to each other."""
    pairs = (_Related(matter, *one) for matter in found.matters() for one in _relations(matter))
    return Table("relations", "How two answers, or two claims, to one question stand to each other.", RELATIONS, pairs)


@dataclass(frozen=True, slots=True)
class _Given:
    matter: Matter
    account: Account


@dataclass(frozen=True, slots=True)
class _Related:
    matter: Matter
    a: str
    b: str
    relation: Relation
    slot: Slot
    why: str


def _accounts(found: Found) -> Iterator[_Given]:
    return (_Given(matter, account) for matter in found.matters() for account in matter.accounts)


def _relations(matter: Matter) -> Iterator[tuple[str, str, Relation, Slot, str]]:
    return ((one.a, one.b, one.relation, one.slot, one.why) for one in matter.relations)


def _first(name: str) -> Any:
    return lambda document: document.captures[0][name]


DOCUMENTS: tuple[Column[FoundDocument], ...] = (
    Column("document", "string", "The document's id.", lambda document: document.id),
    Column("title", "string", "Its title.", lambda document: document.body["title"]),
    Column("publisher", "string", "The outlet that published it.", lambda document: document.body["publisher"]),
    Column("published", "string", "Its day (EDTF) or moment (ISO 8601), if known.", lambda document: document.body["published"]),
    Column(
        "published_from",
        "string",
        "Where that date comes from: given by a person, the file's metadata, or its text.",
        lambda document: document.body["published_from"],
    ),
    Column("uri", "string", "Where it was found first.", _first("uri")),
    Column("retrieved_at", "string", "When: ISO 8601 in UTC, by the clock of the machine that did it.", _first("retrieved_at")),
    Column("collector", "string", "By whom.", _first("collector")),
    Column("media_type", "string", "In which form.", _first("media_type")),
    Column("sha256", "string", "The SHA-256 of the bytes it was read from.", _first("evidence")),
    Column(
        "container", "string", "The file that these bytes were taken out of: an archive, a mailbox, a table.", _first("container")
    ),
    Column("container_sha256", "string", "The SHA-256 of that file.", _first("container_sha256")),
    Column(
        "copy_of",
        "string",
        "The document that this one copies, whole or in part; its voice is not an independent one.",
        lambda document: document.found.compared.copies.get(document.id),
    ),
    Column("claims", "integer", "How many of its claims are in this package.", lambda document: len(document.claims)),
)

ACTORS: tuple[Column[RecordedActor], ...] = (
    Column("actor", "string", "The actor's id in the record.", lambda actor: actor.id),
    Column("name", "string", "The fullest name, or the one that a person gave.", lambda actor: actor.name),
    Column("kind", "string", "What it is.", lambda actor: actor.kind, tuple(map(str, ActorKind))),
    Column("aliases", "string", "All other words that documents have for it.", lambda actor: joined(actor.aliases)),
    Column("posts", "string", "The posts that documents give it.", lambda actor: joined(actor.posts)),
    Column("documents", "integer", "In how many documents of the record it is.", lambda actor: actor.documents),
    Column("claims", "integer", "In how many claims of the record it is.", lambda actor: actor.claims),
    Column("joined", "string", "Why what documents say apart is taken for one.", lambda actor: joined(actor.joined)),
)

SLOTS, RELATION = tuple(map(str, Slot)), tuple(map(str, Relation))

ACCOUNTS: tuple[Column[_Given], ...] = (
    Column("account", "string", "The answer's id.", lambda given: given.account.id),
    Column("matter", "string", "The question's id.", lambda given: given.matter.id),
    Column("question", "string", "The question.", lambda given: given.matter.question),
    Column("slot", "string", "What it asks for.", lambda given: given.matter.slot.value, SLOTS),
    Column("answer", "string", "The answer.", lambda given: given.account.answer),
    Column("origins", "integer", "How many independent origins give it.", lambda given: len(given.account.origins)),
    Column("claims", "integer", "How many claims do.", lambda given: len(given.account.claims)),
)

ANSWERS: tuple[Column[tuple[str, str]], ...] = (
    Column("account", "string", "The answer's id.", lambda pair: pair[0]),
    Column("claim", "string", "The id of a claim that gives it.", lambda pair: pair[1]),
)

RELATIONS: tuple[Column[_Related], ...] = (
    Column("matter", "string", "The question's id.", lambda one: one.matter.id),
    Column("a", "string", "The id of an answer or claim.", lambda one: one.a),
    Column("b", "string", "The id of another; the order says nothing.", lambda one: one.b),
    Column("relation", "string", "How they stand to each other.", lambda one: one.relation.value, RELATION),
    Column("slot", "string", "On what they differ.", lambda one: one.slot.value, SLOTS),
    Column("why", "string", "Why, in a sentence.", lambda one: one.why),
)
