"""The word lists by which names of places are known, and the class nouns among them."""

from __future__ import annotations

from functools import lru_cache

from onrecord.annotators.lexicons import lexicon
from onrecord.gazetteer import key
from onrecord.model import ToponymKind


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The word lists of `toponyms.toml`."""
    return {name: frozenset(listed) for name, listed in lexicon("toponyms")["words"].items()}


@lru_cache(maxsize=1)
def _classes() -> dict[str, ToponymKind]:
    lists = words()
    kinds = (
        ("facility_last", ToponymKind.FACILITY),
        ("water_last", ToponymKind.WATER),
        ("region_last", ToponymKind.REGION),
        ("city_last", ToponymKind.CITY),
    )
    return {word: kind for name, kind in reversed(kinds) for word in lists[name]}


def class_of(word: str) -> ToponymKind | None:
    """The kind of place that a class noun names.

    >>> class_of("river")
    <ToponymKind.WATER: 'water'>
    """
    return _classes().get(word)


def is_seat(name: str) -> bool:
    """Whether a name is that of a building that a government is called by.

    >>> is_seat("the Kremlin"), is_seat("Kremlin")
    (False, True)
    """
    return key(name) in words()["seats"]
