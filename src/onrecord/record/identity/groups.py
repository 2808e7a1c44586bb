"""Forms in groups, one for each actor of the record: by what people said, the newest word before older ones, then by links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.record.identity.profiles import Shape
from onrecord.record.identity.same import Form, Link

SHAPES = list(Shape)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of forms: that all of `sides` are one, or that those of two sides are not. `line` orders words."""

    line: int
    is_one: bool
    sides: tuple[frozenset[str], ...]


def gather(forms: Iterable[str], links: Iterable[Link], said: Sequence[Said] = ()) -> list[frozenset[str]]:
    """The groups of these forms. No link joins what a person holds apart, and no older word what a newer one does.

    >>> [sorted(group) for group in gather(["a", "b", "c"], [Link("a", "b", "the same full name")])]
    [['a', 'b'], ['c']]
    """
    groups = _Groups(forms)
    for one in sorted(said, key=lambda one: -one.line):
        groups.follow(one)
    for link in sorted(links):
        groups.join(link.one, link.other)
    return groups.parts()


class _Groups:
    def __init__(self, forms: Iterable[str]) -> None:
        self._part = {form: {form} for form in sorted(forms)}
        self._apart: list[tuple[frozenset[str], frozenset[str]]] = []

    def follow(self, said: Said) -> None:
        sides = [frozenset(side & self._part.keys()) for side in said.sides]
        if said.is_one:
            self._join_all(sorted({form for side in sides for form in side}))
        elif all(sides) and not self._meet(*sides):
            self._apart.append((sides[0], sides[1]))

    def _join_all(self, forms: Sequence[str]) -> None:
        """Each with the first that it may be one with."""
        for i, form in enumerate(forms):
            next((other for other in forms[:i] if self.join(form, other)), None)

    def join(self, one: str, other: str) -> bool:
        """Make two one, and say whether they now are."""
        a, b = self._part.get(one), self._part.get(other)
        if a is None or b is None or a is b:
            return a is b and a is not None
        if self._apart and any(self._parts(apart, a | b) for apart in self._apart):
            return False
        small, large = sorted((a, b), key=len)
        large |= small
        for form in small:
            self._part[form] = large
        return True

    @staticmethod
    def _parts(apart: tuple[frozenset[str], frozenset[str]], whole: set[str]) -> bool:
        return not apart[0].isdisjoint(whole) and not apart[1].isdisjoint(whole)

    def parts(self) -> list[frozenset[str]]:
        found = {id(part): part for part in self._part.values()}
        return [frozenset(part) for part in found.values()]

    def _meet(self, left: frozenset[str], right: frozenset[str]) -> bool:
        return any(self._part[form] & right for form in left)


def main_form(forms: Iterable[Form]) -> Form:
    """The form that tells most of who an actor is: its name is the actor's."""
    return min(forms, key=_order)


def _order(form: Form) -> tuple[object, ...]:
    p = form.profile
    return p.kind != "person", SHAPES.index(p.shape), -len(p.words), p.words, p.name.isupper(), p.name, form.id


def seed(form: Form, branch: str) -> str:
    """What an actor's id is made from: where it can be, nothing that another document about the same actor would change."""
    p = form.profile
    apart = form.id.partition(":")[2]
    if p.shape in (Shape.FULL, Shape.BODY, Shape.STATE, Shape.GROUP):
        return "\x1f".join((p.kind, p.shape, *(sorted(p.words) if p.shape is Shape.BODY else p.words), branch, apart))
    return form.id


def seeds_of(parts: Sequence[Sequence[Form]], branch: Mapping[str, str]) -> list[str]:
    """What the ids of groups are made from; where two would have the same, each has its least form's beside it."""
    seeds = [seed(main_form(part), branch.get(main_form(part).id, "")) for part in parts]
    count = Counter(seeds)
    return [s if count[s] == 1 else f"{s}\x1f{min(form.id for form in part)}" for s, part in zip(seeds, parts, strict=True)]
