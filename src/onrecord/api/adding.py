"""Adding documents: what is handed in, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.api.acts import Done
from onrecord.api.asked import Nothing, One, asks
from onrecord.api.jobs import Job, Parcel
from onrecord.api.room import Room
from onrecord.errors import QueryError
from onrecord.readers.source import Source, is_address

LONGEST = 5_000_000
"""Characters of a text that is pasted, at most."""


@dataclass(frozen=True, slots=True)
class Adding:
    """What was handed in lately, the latest first."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A statement that is handed in: a text, or the address of a page. What is said of it wins over what is found in it."""

    text: str | None = asks("The statement itself.", max_length=LONGEST)
    address: str | None = asks("The http(s) address of a page, or several, one a line.", max_length=20_000)
    title: str | None = asks("Its title.", max_length=500)
    publisher: str | None = asks("Who published it.", max_length=200)
    published: str | None = asks("Its day, YYYY-MM-DD.", pattern=r"^\d{4}(-\d\d(-\d\d(T[\d:.+Z-]*)?)?)?$")


def adding(room: Room, asked: Nothing) -> Adding:
    """What was handed in since the server was started."""
    return Adding(tuple(room.jobs.all()))


def job(room: Room, asked: One) -> Job:
    """How far the reading of what was handed in is, and what became of each document."""
    return room.jobs.get(asked.id)


def add_documents(room: Room, asked: Handed) -> Done:
    """Hand in a text or addresses. They are read in the background; the answer says where to look how far it is."""
    return hand_in(room, asked, ())


def stop_job(room: Room, asked: One) -> Done:
    """Stop reading what was handed in. Documents that were added stay."""
    found = room.jobs.stop(asked.id)
    return Done(f"{found.title}: stopped; what was added stays", f"/jobs/{found.id}")


def hand_in(room: Room, asked: Handed, files: tuple[Source, ...]) -> Done:
    """Begin to read what was handed in: files, a text and addresses.

    Raises:
        QueryError: it is nothing, or an address is none.
    """
    addresses = (asked.address or "").split()
    for address in addresses:
        if not is_address(address):
            raise QueryError(
                found=f"the address {address!r}", wanted="one that begins with http:// or https://", hint="copy it whole"
            )
    texts = (
        (Source(asked.text.encode(), "the text", None, "text/plain", "utf-8"),)
        if (asked.text or "").strip() and asked.text
        else ()
    )
    sources = (*files, *texts, *addresses)
    if not sources:
        raise QueryError(found="nothing to add", wanted="a file, a text or an address", hint="choose a file, or paste the words")
    given = {name: value for name in ("title", "publisher", "published") if (value := getattr(asked, name))}
    begun = room.jobs.start(_title(sources), room.store.who, Parcel(sources, given))
    return Done(f"{begun.title}: being read", f"/jobs/{begun.id}")


def _title(sources: tuple[Source | str, ...]) -> str:
    first = sources[0] if isinstance(sources[0], str) else sources[0].name
    return first if len(sources) == 1 else f"{first} and {len(sources) - 1} more"
