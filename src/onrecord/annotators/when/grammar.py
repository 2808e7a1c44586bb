"""A cascade of small grammars: rules over the classes of items, each of which puts one new item in place of several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from onrecord.annotators.when.items import Item

_FIRST_SIGN = 0x4E00
_signs = count(_FIRST_SIGN)


@cache
def sign(kind: str) -> str:
    """The one character that stands for a class of items in patterns."""
    return chr(next(_signs))


class Parts:
    """The items that a rule matched."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def get(self, *kinds: str, nth: int = 0) -> Item | None:
        """The nth item of one of these classes."""
        found = [item for item in self.items if item.kind in kinds]
        return found[nth] if len(found) > nth else None

    def value(self, *kinds: str, nth: int = 0) -> Any:
        """The value of the nth item of one of these classes, None if there is none."""
        item = self.get(*kinds, nth=nth)
        return item.value if item else None

    def made(self, kind: str, value: object, first: int = 0, last: int | None = None) -> Item:
        """A new item from the items `[first, last)` of these."""
        used = self.items[first:last]
        return Item(kind, used[0].start, used[-1].end, value, " ".join(item.text for item in used))


Build = Callable[[Parts], "Item | list[Item] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over classes, and what to make of the items it matches; None means that it does not hold after all."""

    pattern: re.Pattern[str]
    build: Build


def rule(pattern: str, build: Build, **groups: str) -> Rule:
    """A rule. The pattern is a regular expression whose letters are names of classes; `groups` are names for several.

    >>> year_of = rule("month (comma? year_number)?", lambda parts: None)
    """
    for name, kinds in groups.items():
        pattern = re.sub(rf"\b{name}\b", f"({kinds})", pattern)
    spelled = re.sub(r"[a-z_]+", lambda match: sign(match.group()), pattern.replace("(", "(?:").replace("(?:?", "(?"))
    return Rule(re.compile(spelled.replace(" ", "")), build)


class Grammar:
    """Rules that are tried at each item from left to right; the longest match wins, then the first rule."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._any = re.compile("|".join(rule.pattern.pattern for rule in self.rules))

    def reduce(self, items: list[Item]) -> list[Item]:
        """The items with every match of a rule replaced by what the rule makes of it."""
        signs = "".join([sign(item.kind) for item in items])
        out: list[Item] = []
        at = 0
        while match := self._any.search(signs, at):
            start = match.start()
            out += items[at:start]
            made, at = self._best(items, signs, start)
            out += made
        return out + items[at:]

    def _best(self, items: list[Item], signs: str, start: int) -> tuple[list[Item], int]:
        ends = [(match.end(), rule) for rule in self.rules if (match := rule.pattern.match(signs, start))]
        for end, rule in sorted(ends, key=lambda pair: -pair[0]):
            made = rule.build(Parts(items[start:end])) if end > start else None
            if made is not None:
                return made if isinstance(made, list) else [made], end
        return [items[start]], start + 1
