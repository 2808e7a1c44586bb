"""Who is in an export: one entry for all names of one actor."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from onrecord.matters.plain import Plain
from onrecord.matters.voices import Voices
from onrecord.text import fold

NAMED = "@"
"""What a key begins with that is a name only."""


class Cast:
    """The actors of an export, taken in document by document, each under a key; ids are given to those that are asked for.

    An actor that a record knows keeps the record's id. Of others one name is one actor, as the voices of the record hold it.
    """

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        self._called: dict[str, str] = {}
        self._by_name: dict[str, Counter[str]] = defaultdict(Counter)
        self._asked: dict[str, None] = {}

    def take(self, actor: Plain) -> str:
        """Take in an actor of a document, as `Document.to_dict` or a store gives it; its key."""
        key = str(actor.get("known") or self._key(actor["name"]))
        self._names[key][actor["name"]] = actor["kind"]
        self._forms[key].update({actor["name"], *actor["aliases"]})
        if actor.get("called"):
            self._called[key] = actor["called"]
        self._by_name[self._voices.fullest(fold(actor["name"]))][key] += 1
        return key

    def named(self, name: str) -> str:
        """The key for somebody of whom only a name is known, as of a publisher."""
        key = self._key(name)
        if name != fold(name):
            self._names[key].setdefault(name, "organisation")
            self._forms[key][name] += 1
        return key

    def of(self, voice: str | None, unsigned: Collection[str]) -> str | None:
        """The id for a voice of the record; None for one that stands for a document that nobody signs."""
        return self.id(self.named(voice)) if voice and voice not in unsigned else None

    def id(self, key: str | None) -> str | None:
        """The id for a key: the actor's who is most often called so, where it is a name only."""
        if key is None:
            return None
        if key.startswith(NAMED):
            known = [(-count, other) for other, count in self._by_name[key[1:]].items() if other != key]
            key = min(known)[1] if known else key
        self._asked[key] = None
        return _id(key)

    def known(self) -> list[dict[str, Any]]:
        """Those whose id was asked for, with every form of their names."""
        return [self._entry(key) for key in self._asked]

    def _key(self, name: str) -> str:
        return f"{NAMED}{self._voices.fullest(fold(name))}"

    def _entry(self, key: str) -> dict[str, Any]:
        names = self._names[key]
        fullest = max(names, key=lambda form: (len(form), form), default=key.removeprefix(NAMED))
        name = self._called.get(key, fullest)
        aliases = [form for form, _ in sorted(self._forms[key].items(), key=lambda item: (-item[1], item[0])) if form != name]
        return {"id": _id(key), "name": name, "aliases": aliases, "kind": names.get(fullest, "unnamed")}


def _id(key: str) -> str:
    return f"n{hashlib.sha256(key.encode()).hexdigest()[:12]}" if key.startswith(NAMED) else key
