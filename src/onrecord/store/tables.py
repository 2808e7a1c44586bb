"""The tables as the last migration leaves them; what each holds is said in `migrations/0001_tables.sql`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    tuple_,
)

metadata = MetaData()


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _numbers(*names: str) -> list[Column[float]]:
    return [Column(name, Double) for name in names]


onrecord = Table("onrecord", metadata, Column("schema_version", Integer), Column("record", Text))

journal = Table("journal", metadata, Column("seq", BigInteger, primary_key=True), *_texts("act", "subject", "hash", "line"))

evidence = Table(
    "evidence", metadata, Column("sha256", Text, primary_key=True), Column("size", BigInteger), Column("data", LargeBinary)
)

documents = Table(
    "documents",
    metadata,
    Column("number", BigInteger),
    Column("id", Text, primary_key=True),
    Column("reading", BigInteger),
    *_texts("title", "publisher", "published", "language", "text"),
)

captures = Table(
    "captures",
    metadata,
    Column("seq", BigInteger, primary_key=True),
    *_texts("document", "evidence", "uri", "media_type", "encoding", "retrieved_at", "collector", "segments"),
    *_texts("warc", "asked", "feed", "entry"),
    *_texts("container", "container_sha256"),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", BigInteger, primary_key=True),
    *_texts("document", "sha256"),
    Column("body", LargeBinary),
)

claims = Table(
    "claims",
    metadata,
    Column("number", BigInteger),
    Column("document", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("published", Text),
    *[Column(name, Integer) for name in ("position", "start", "end")],
    *_texts("words", "kind", "status", "stance", "certainty", "speaker", "event_type", "mode"),
    *_numbers("low", "best", "high"),
    *_texts("counted", "happened", "first_day", "last_day", "place", "review", "later"),
)

parties = Table(
    "parties",
    metadata,
    *[Column(name, Text, primary_key=True) for name in ("document", "claim", "role", "actor")],
    *_texts("name", "plain"),
)

places = Table(
    "places",
    metadata,
    Column("document", Text, primary_key=True),
    Column("claim", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    *_texts("name", "plain", "country"),
    *_numbers("lat", "lon"),
)

actors = Table(
    "actors",
    metadata,
    Column("document", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    *_texts("name", "kind", "aliases"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("seq", BigInteger, primary_key=True),
    *_texts("document", "claim", "act", "body"),
    Column("undone", BigInteger),
)

forms = Table(
    "forms",
    metadata,
    Column("id", Text, primary_key=True),
    *_texts("kind", "name", "plain"),
    Column("shared", Integer),
    *_texts("profile", "actor"),
)

form_keys = Table("form_keys", metadata, Column("key", Text, primary_key=True), Column("form", Text, primary_key=True))

links = Table(
    "links", metadata, *[Column(name, Text, primary_key=True) for name in ("key", "one", "other")], Column("reason", Text)
)

members = Table(
    "members",
    metadata,
    Column("document", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    *[Column(name, Integer) for name in ("start", "end")],
    *_texts("posts", "form"),
)

anchors = Table(
    "anchors",
    metadata,
    Column("line", BigInteger, primary_key=True),
    Column("side", Integer, primary_key=True),
    Column("document", Text, primary_key=True),
    *[Column(name, Integer, primary_key=True) for name in ("start", "end")],
    Column("actor", Text),
)

users = Table(
    "users", metadata, Column("plain", Text, primary_key=True), *_texts("name", "role", "password", "created", "disabled")
)

sessions = Table("sessions", metadata, Column("hash", Text, primary_key=True), *_texts("owner", "expires"))

tokens = Table("tokens", metadata, Column("hash", Text, primary_key=True), *_texts("owner", "name", "created", "used"))

ACCOUNTS = (users, sessions, tokens)
"""Tables that are no evidence: nothing in a record follows from them, and they are never handed on."""


def begins(column: Column[str], prefix: str) -> ColumnElement[bool]:
    """Whether an id begins so: ids are hexadecimal digits, which come before "g" in every order, so that an index serves."""
    return column.between(prefix, f"{prefix}g")


def named(names: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    """Whether a claim is one of these, each by its document and id. Of many pairs alone, SQLite reads all claims to find them."""
    pairs = sorted(names)
    return and_(claims.c.id.in_([id for _, id in pairs]), tuple_(claims.c.document, claims.c.id).in_(pairs))
