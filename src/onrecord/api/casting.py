"""Acts about who is who: which actors are one, and which are not."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.api.acts import NAME, ActAsked, Done, filled
from onrecord.api.asked import asks, needs
from onrecord.api.room import Room
from onrecord.store import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class OfActor(ActAsked):
    """An actor, by its id, the id's first characters or its name."""

    id: str = needs("The actor's id or name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSuggestion(ActAsked):
    """A suggestion, by its id."""

    id: str = needs("The suggestion's id, or its first characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(ActAsked):
    """Two actors that are one."""

    one: str = needs("An actor's id or name.")
    other: str = needs("The other one's id or name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(OfActor):
    """An actor, and which part of it is another one: whom a document means, or who is called so."""

    document: str | None = asks("The id of a document that means another one.", max_length=NAME)
    mention: str | None = asks("A name by which another one is meant.", max_length=NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(OfActor):
    """An actor, and its name."""

    name: str = needs("The name.")


def merge_actors(room: Room, asked: Merged) -> Done:
    """Make two actors one. No later reading and no rule undoes it."""
    return _done("Made one", room.store.merge(asked.one, asked.other, filled(asked.note), asked.seen))


def split_actor(room: Room, asked: Split) -> Done:
    """Take out of an actor whom a document means, or who is called so; what is taken out becomes an actor of its own."""
    part = {"document": filled(asked.document), "mention": filled(asked.mention)}
    return _done("Taken apart", room.store.split(asked.id, **part, note=filled(asked.note), seen=asked.seen))


def rename_actor(room: Room, asked: Renamed) -> Done:
    """Call an actor by another name; the names that documents have for it stay."""
    return _done("Renamed", room.store.rename(asked.id, asked.name, filled(asked.note), asked.seen))


def accept_suggestion(room: Room, asked: OfSuggestion) -> Done:
    """Make the actors of a suggestion one."""
    return _done("Made one", room.store.accept_suggestion(asked.id, filled(asked.note), asked.seen))


def reject_suggestion(room: Room, asked: OfSuggestion) -> Done:
    """Keep the first actor of a suggestion apart from the others."""
    return _done("Kept apart", room.store.reject_suggestion(asked.id, filled(asked.note), asked.seen))


def undo_actor(room: Room, asked: OfActor) -> Done:
    """Take back the last thing that was said of an actor; it stays in the journal."""
    made = room.store.undo_actor(asked.id, filled(asked.note), asked.seen)
    return Done(f"Took back line {made.line} ({made.act}).", _where(made), None)


def _done(what: str, made: Cast) -> Done:
    return Done(f"{what}, line {made.line} of the journal.", _where(made), made.line)


def _where(made: Cast) -> str:
    return f"/actors/{made.actors[0]}" if made.actors else "/actors"
