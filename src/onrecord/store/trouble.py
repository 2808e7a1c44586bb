"""What a database says when it cannot go on, in words that tell a person what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from onrecord.errors import NoRecordError, StoreError

_KNOWN = (
    ("file is not a database", "something that is no record", "a record", "check the path", NoRecordError),
    (
        "unable to open database file",
        "no way to open it",
        "a folder that exists and may be written",
        "check the path",
        StoreError,
    ),
    ("database is locked", "another program that keeps it", "a record that is free", "wait for the other program", StoreError),
    ("database or disk is full", "a full disk", "room to write", "make room and run the command again; it goes on", StoreError),
    ("readonly database", "a record that may not be written", "the right to write", "check its permissions", StoreError),
    ("malformed", "a damaged file", "a whole record", "take the last backup; `onrecord verify` checks it", StoreError),
    ("password authentication failed", "a wrong user or password", "one the server knows", "check the address", StoreError),
    ("does not exist", "no such database, user or role", "one that the server has", "create it with createdb", NoRecordError),
    ("create a connection", "no server that answers", "a PostgreSQL server", "check that it runs and the address", StoreError),
    ("No space left", "a full disk", "room to write", "make room and run the command again; it goes on", StoreError),
)


def explain(name: str, error: DBAPIError) -> StoreError:
    """The error that says what is wrong with the record called `name`."""
    said = str(error.orig)
    for sign, found, wanted, hint, kind in _KNOWN:
        if sign in said:
            return kind(found=f"{found} at {name}", wanted=wanted, hint=hint)
    return StoreError(found=f"trouble at {name} ({said[:200]})", wanted="a database that works", hint="try again")
