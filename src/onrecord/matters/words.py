"""Words made comparable: folded, stemmed, without those that carry nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

from onrecord.text import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STEMMER = snowballstemmer.stemmer("english")


@cache
def lists() -> dict[str, Any]:
    """The word lists of `data/words.toml`."""
    return tomllib.loads(files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one folded word.

    >>> stem("sirens"), stem("fired"), stem("withdrew")
    ('siren', 'fire', 'withdraw')
    """
    bare = word.removesuffix("'s").removesuffix("’s")
    return str(_STEMMER.stemWord(_irregular().get(bare, bare)))


@cache
def _irregular() -> dict[str, str]:
    """Pasts and participles that share no stem with their verb, and the verb."""
    return {form: verb for verb, forms in lists()["irregular"].items() for form in forms}


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words that carry something.

    >>> sorted(stems_of("The sirens had been sounded at once"))
    ['onc', 'siren', 'sound']
    """
    return frozenset(stem(word) for word in words_of(text)) - empty()


def words_with(text: str, wanted: frozenset[str]) -> list[str]:
    """The words of a text that have one of the stems, each stem once, as they stand there.

    >>> words_with("The Sirens sounded. A siren in Orva.", frozenset({"siren", "sound"}))
    ['Sirens', 'sounded']
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        found.setdefault(stem(fold(match.group())), match.group())
    return [word for of, word in found.items() if of in wanted]


@cache
def empty() -> frozenset[str]:
    """Stems that are never a reason to hold two claims for one question."""
    return frozenset(stem(word) for word in lists()["empty"]["words"])


@cache
def harms() -> dict[str, str]:
    """What befell people, by the stem of the word for it."""
    return {stem(word): harm for harm, words in lists()["harm"].items() for word in words}


@cache
def stems(table: str, name: str) -> frozenset[str]:
    """The stems of one list."""
    return frozenset(stem(word) for word in lists()[table][name])
