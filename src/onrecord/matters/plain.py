"""A document in its JSON form, with what is looked up in it again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Plain = Mapping[str, Any]

_STOPS = (". ", "\n", "? ", "! ")


class Body:
    """A document as `Document.to_dict` gives it."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.text: str = plain["text"]
        self.actors: dict[str, Plain] = {actor["id"]: actor for actor in plain["actors"]}

    def one(self, name: str, item: Any) -> Plain:
        """An annotation inside another: it stands there itself, or as its number in the list of this name."""
        found: Plain = self.plain[name][item] if isinstance(item, int) else item
        return found

    def sentence(self, span: Plain) -> tuple[int, int]:
        """From the full stop before a span to the one behind it."""
        start = max(self.text.rfind(mark, 0, span["start"]) for mark in _STOPS)
        ends = [at for mark in _STOPS if (at := self.text.find(mark, span["end"])) >= 0]
        return start + 1, min(ends, default=len(self.text))
