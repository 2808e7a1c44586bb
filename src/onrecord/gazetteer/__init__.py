"""Names of places and what they may stand for: about 280,000 places under a million names, looked up in microseconds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from onrecord.errors import GazetteerError
from onrecord.gazetteer.builder import Progress, build, cache_dir, gazetteer_path, silent
from onrecord.gazetteer.keys import key
from onrecord.gazetteer.packed import Packed
from onrecord.model import Place

__all__ = ["Gazetteer", "Progress", "build", "cache_dir", "gazetteer_path", "key", "open", "silent"]


class Gazetteer:
    """Looks names up. Made by `open()`."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._lookup = lru_cache(maxsize=1 << 13)(self._read)
        self._capitals: dict[str, str] = packed.facts["capitals"]
        self._capital_names: dict[str, str] = packed.facts["capital_names"]
        self._countries: dict[str, str] = packed.facts["countries"]
        self._demonyms: dict[str, str] = packed.facts["demonyms"]
        self._abbreviations: dict[str, tuple[str, str]] = packed.facts["abbreviations"]

    def __len__(self) -> int:
        return len(self._packed)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of this name, in any spelling of case, accents and punctuation; the most populous first.

        >>> open().lookup("zurich")[0].country
        'CH'
        """
        return self._lookup(key(name))

    def lookup_key(self, key: str) -> tuple[Place, ...]:
        """The same for a name that went through `key()`."""
        return self._lookup(key)

    def is_capital(self, place: Place) -> bool:
        """Whether the place is the capital of its country."""
        return place.country is not None and self._capitals.get(place.country) == place.id

    def capital(self, code: str) -> Place | None:
        """The capital of a country, by ISO 3166-1 alpha-2."""
        name = self._capital_names.get(code, "")
        return next((place for place in self.lookup(name) if self.is_capital(place)), None)

    def country_name(self, code: str) -> str:
        """The English name of a country, by ISO 3166-1 alpha-2; the code where it is unknown."""
        return self._countries.get(code, code)

    def abbreviated(self, short: str) -> Place | None:
        """The state or province that an abbreviation such as "Ill." stands for."""
        code, name = self._abbreviations.get(short, ("", ""))
        return next((place for place in self.lookup(name) if place.id == f"iso3166-2:{code}"), None)

    def demonym(self, word: str) -> str | None:
        """The ISO code of the country that a demonym such as "Georgian" or "Serbs" speaks of."""
        plain = key(word)
        return self._demonyms.get(plain) or self._demonyms.get(plain.removesuffix("s"))

    def _read(self, key: str) -> tuple[Place, ...]:
        return tuple(self._packed.places(key)) if key else ()


def open(progress: Progress = silent) -> Gazetteer:
    """The gazetteer, built first where it is missing or damaged (10 to 20 seconds), else read in place.

    `progress(done, steps, label)` is called while it is built. It lies in the user's cache directory, or in
    `$ONRECORD_CACHE`.

    Raises:
        GazetteerError: it cannot be built or written there.
    """
    return _open(gazetteer_path(), progress)


@lru_cache(maxsize=1)
def _open(path: Path, progress: Progress) -> Gazetteer:
    if path.exists():
        try:
            return Gazetteer(Packed(path))
        except GazetteerError:
            pass
    try:
        build(path, progress)
    except OSError as error:
        raise GazetteerError(
            found=f"no room for the gazetteer at {path.parent} ({error})",
            wanted="a folder that can be written",
            hint="set ONRECORD_CACHE to another folder",
        ) from None
    return Gazetteer(Packed(path))
