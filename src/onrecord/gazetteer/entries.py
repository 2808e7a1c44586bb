"""What the sources of the gazetteer give: one entry for each place, with every name it goes by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.model import ToponymKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as it goes into the gazetteer. Degrees in WGS 84; `weight` is the population, or stands in for it."""

    id: str
    name: str
    kind: ToponymKind
    lat: float
    lon: float
    country: str | None = None
    admin: str | None = None
    weight: int = 0
    names: tuple[str, ...] = field(default=())


def is_english_form(name: str) -> bool:
    """Whether a name in a list of all languages may stand in an English text: Latin letters, and neither a code nor a scrap.

    >>> [name for name in ("Kiev", "IEV", "kheiyf", "Киев", "Ko") if is_english_form(name)]
    ['Kiev']
    """
    return len(name) > 3 and name[0].isupper() and not name.isupper() and max(name) < "\u0250"


def english_forms(names: Iterable[str]) -> tuple[str, ...]:
    """The names among these that may stand in an English text."""
    return tuple(name for name in names if is_english_form(name))
