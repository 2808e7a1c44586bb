"""The word lists behind the events, read once from the data files beside the annotators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from onrecord.annotators.lexicons import lexicon as lists
from onrecord.model import ClaimKind

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of a word: what event it states, how its arguments fill the roles, and under which conditions."""

    kind: ClaimKind
    event_type: str | None
    mode: str | None
    frame: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that settles the status of an event below it, and the ways in which the event can hang on it."""

    effect: str
    via: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb and a noun that state an event together; `via` says where the noun stands."""

    via: str
    nouns: frozenset[str]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists. Words map to their senses in the order of the files."""

    senses: dict[tuple[str, str], tuple[Entry, ...]]
    operators: dict[tuple[str, str], tuple[Operator, ...]]
    supports: dict[str, frozenset[str]]
    phrases: dict[str, tuple[Phrase, ...]]
    states: dict[tuple[str, str], tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]

    def operator(self, part: str, word: str, via: str) -> Operator | None:
        """The operator that `word` is for an event that hangs on it by `via`."""
        return next((op for op in self.operators.get((part, word), ()) if via in op.via), None)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists, loaded on first use.

    >>> lexicon().senses["verb", "seize"][0].event_type
    'COERCE'
    """
    return Lexicon(_senses(), _operators(), _supports(), _phrases(), _states(), _classes())


def words(name: str) -> frozenset[str]:
    """A closed class of `events_words.toml`.

    >>> "unless" in words("like_if")
    True
    """
    return frozenset(lists("events_words")[name])


def _rows(name: str) -> Iterator[list[str]]:
    text = files("onrecord.annotators").joinpath("data", name).read_text(encoding="utf8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _words(cell: str) -> list[str]:
    return [word for word in cell.split(",") if word and word != "-"]


def _entry(kind: str, event_type: str, mode: str, frame: str, needs: str = "-") -> Entry:
    given = [None if cell == "-" else cell for cell in (event_type, mode)]
    return Entry(ClaimKind(kind), given[0], given[1], frame, tuple(_words(needs)))


def _grouped(pairs: list[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _senses() -> dict[tuple[str, str], tuple[Entry, ...]]:
    rows = list(_rows("events.tsv"))
    return _grouped([((row[0], word), _entry(*row[1:6])) for row in rows for word in _words(row[6])])


def _operators() -> dict[tuple[str, str], tuple[Operator, ...]]:
    rows = list(_rows("events_operators.tsv"))
    return _grouped(
        [
            ((part, word), Operator(effect, frozenset(via.split(","))))
            for part, effect, via, words in rows
            for word in _words(words)
        ]
    )


def _supports() -> dict[str, frozenset[str]]:
    rows = [row for row in _rows("events_phrases.tsv") if row[0] == "support"]
    return {via: frozenset(words) for via, words in ((row[1], _words(row[2])) for row in rows)}


def _phrases() -> dict[str, tuple[Phrase, ...]]:
    rows = [row for row in _rows("events_phrases.tsv") if row[0] == "phrase"]
    return _grouped(
        [(verb, Phrase(row[1], frozenset(_words(row[3])), _entry(*row[4:8]))) for row in rows for verb in _words(row[2])]
    )


def _states() -> dict[tuple[str, str], tuple[Entry, ...]]:
    rows = list(_rows("events_states.tsv"))
    return _grouped(
        [
            ((part, word), Entry(ClaimKind(kind), None, None, "undergo", () if needs == "-" else (f"subj:{needs}",)))
            for part, kind, needs, words in rows
            for word in _words(words)
        ]
    )


def _classes() -> dict[str, frozenset[str]]:
    raw = {name: _words(words) for name, words in _rows("events_classes.tsv")}

    def members(name: str) -> set[str]:
        own = {word for word in raw[name] if not word.startswith("+")}
        return own.union(*(members(word[1:]) for word in raw[name] if word.startswith("+")))

    return {name: frozenset(members(name)) for name in raw}
