"""The actors of a document as they are compared across documents: what follows from a reading's body, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from onrecord.record.identity.profiles import LOCAL, Appearance, Profile, keys, profiles
from onrecord.store.canonical import canonical, digest
from onrecord.store.rows import Body, Row
from onrecord.text import fold

Taken = Mapping[str, int]
"""Actors of a document that a person took out of a larger one, and the journal's line that says so."""


def members(document: str, published: str | None, body: Body, taken: Taken | None = None) -> tuple[list[Row], dict[str, Row]]:
    """The rows of a document's members, and those of their forms by id."""
    found = profiles(appearances(document, published, body))
    rows, forms = [], {}
    for actor, profile in zip(body["actors"], found, strict=True):
        form = form_row(profile, (taken or {}).get(actor["id"]))
        forms[form["id"]] = form
        rows.append({"document": document, "id": actor["id"], **_of(actor), "form": form["id"]})
    return rows, forms


def _of(actor: Body) -> Row:
    posts = list(dict.fromkeys(post["title"] for post in actor["posts"]))
    return {"start": actor["span"]["start"], "end": actor["span"]["end"], "posts": canonical(posts)}


def form_row(profile: Profile, taken: int | None = None) -> Row:
    """A profile as a row; one that a person took out is a form of its own, which is like no other."""
    row = dict(_row(profile))
    return row | {"id": f"{row['id']}:{taken}", "shared": 0} if taken else row


@lru_cache(maxsize=8192)
def _row(profile: Profile) -> Row:
    """The same few people stand in many documents."""
    text = canonical(profile.to_dict())
    names = [profile.name, *(" ".join(name) for name in (profile.words, *profile.names))]
    return {
        "id": digest(text)[:24],
        "kind": profile.kind,
        "name": profile.name,
        "plain": "\n".join(dict.fromkeys(fold(name) for name in names)),
        "shared": int(profile.shape not in LOCAL),
        "profile": text,
    }


def keys_of(form: Row, profile: Profile) -> list[Row]:
    """The rows of a form's keys."""
    return [{"key": key, "form": form["id"]} for key in sorted(keys(profile))] if ":" not in form["id"] else []


def appearances(document: str, published: str | None, body: Body) -> list[Appearance]:
    """The actors of a document with all that decides who they are."""
    places = [(t["span"]["start"], t["span"]["end"], t["resolved"]) for t in body["toponyms"] if t["resolved"]]
    countries = tuple(sorted({place["country"] for _, _, place in places if place["country"]}))
    return [_appearance(document, published, actor, places, countries) for actor in body["actors"]]


def _appearance(
    document: str, published: str | None, actor: Body, places: Sequence[tuple[int, int, Any]], countries: tuple[str, ...]
) -> Appearance:
    start, end = actor["span"]["start"], actor["span"]["end"]
    place = next((p for a, b, p in places if a < end and start < b), None) if actor["kind"] == "state" else None
    return Appearance(
        document,
        actor["kind"],
        actor["name"],
        start,
        tuple(actor["aliases"]),
        tuple(post["title"] for post in actor["posts"]),
        published,
        is_post=any((post["span"]["start"], post["span"]["end"]) == (start, end) for post in actor["posts"]),
        place=place and place["id"],
        country=place and place["country"],
        countries=countries,
    )


def actor_at(body: Body, start: int, end: int) -> str | None:
    """The actor of a document whose fullest name, else the only one of whom a mention, stands at these words."""
    own = [actor["id"] for actor in body["actors"] if (actor["span"]["start"], actor["span"]["end"]) == (start, end)]
    if len(own) == 1:
        return str(own[0])
    fits = {a["id"] for a in body["actors"] for m in a["mentions"] if m["start"] < end and start < m["end"]}
    exact = {a["id"] for a in body["actors"] for m in a["mentions"] if (m["start"], m["end"]) == (start, end)}
    found = exact or fits
    return str(next(iter(found))) if len(found) == 1 else None
