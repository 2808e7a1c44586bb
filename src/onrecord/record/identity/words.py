"""Names as words that can be compared: folded, one spelling of two, states and world-wide bodies as one sign each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.text import fold

_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_STRIP = ".,;:()[]\"“”«»'"
_SOUNDS = (
    ("sch", "sh"), ("kh", "h"), ("zh", "j"), ("dj", "j"), ("tch", "ch"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("ck", "k"),
    ("q", "k"),    ("w", "v"), ("x", "ks"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("ij", "i"), ("y", "i"),
)  # fmt: skip
"""Letters that stand for one sound where a name is written in another script's letters, longest first."""

PARTICLES = ("al", "el", "bin", "ibn", "bint", "van", "von", "der", "den", "de", "da", "di", "del", "la", "le")
"""Small words before a surname, which are left out or joined to it as writers like."""

STATE = "@"
"""What the sign of a known state begins with."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `data/words.toml` and `data/states.tsv`, ready for looking up."""

    small: frozenset[str]
    offices: dict[str, str]
    scoped: frozenset[str]
    other: frozenset[str]
    scopes: dict[str, str]
    address: frozenset[str]
    single: frozenset[str]
    generic: frozenset[str]
    spellings: dict[str, str]
    known: dict[str, str]
    letters: frozenset[str]
    states: dict[str, str]
    adjectives: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, read once."""
    data = tomllib.loads(_file("words.toml"))
    names, adjectives = _states()
    return Words(
        small=frozenset(data["small"]),
        offices=data["offices"],
        scoped=frozenset(data["scoped"]["needs"]),
        other=frozenset(data["other"]["words"]),
        scopes={word: scope for scope, group in data["scopes"].items() for word in group},
        address=frozenset(data["address"]["words"]),
        single=frozenset(data["single"]["words"]),
        generic=frozenset((*data["bodies"]["generic"], *(word for group in data["scopes"].values() for word in group))),
        spellings=data["spellings"],
        known={name: letters for letters, group in data["known"].items() for name in group},
        letters=frozenset(data["known"]),
        states=names,
        adjectives=adjectives,
    )


def _file(name: str) -> str:
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _states() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for line in _file("states.tsv").splitlines():
        if not line.startswith("#"):
            code, called, spoken = line.split("\t")
            names |= dict.fromkeys(called.split(";"), code)
            adjectives |= dict.fromkeys(filter(None, spoken.split(";")), code)
    return names, adjectives


def folded(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents, hyphens, dots, possessive "'s" and a leading "the".

    >>> folded("the U.N. Envoy’s Ana-Lena Kos")
    ('un', 'envoy', 'ana', 'lena', 'kos')
    """
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), fold(text.replace("’", "'")))
    found = [word.strip(_STRIP).removesuffix("'s") for word in plain.replace("-", " ").replace("–", " ").split()]
    found = [word for word in found if word]
    return tuple(found[1:] if len(found) > 1 and found[0] == "the" else found)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A word as it may be heard, whichever way its script is written in Latin letters.

    >>> sound("tokayev") == sound("tokaev"), sound("zelenskyy") == sound("zelenskiy")
    (True, True)
    """
    for letters, one in _SOUNDS:
        word = word.replace(letters, one)
    word = re.sub(r"(.)\1+", r"\1", word)  # doubled letters
    word = re.sub(r"(?<![^aeou])i(?=e)|i(?=[aeou]v$)", "", word)
    return re.sub(r"'|(?<=.)i$", "", word) or word


def is_title_case(text: str) -> bool:
    """Whether every longer word of a name begins with a capital."""
    telling = [word for word in re.findall(r"[^\W\d_][\w'’.]*", text) if word.lower() not in (*words().small, *PARTICLES)]
    return bool(telling) and all(word[0].isupper() for word in telling)


def is_letters(text: str) -> bool:
    """Whether a name is a body's letters: "ORF", "C.S.T.O."."""
    bare = text.replace(".", "")
    return 2 <= len(bare) <= 8 and bare.isalnum() and bare.isupper()


def tokens(text: str) -> tuple[str, ...]:
    """The words of a body's or state's name in one spelling, states as signs (`@KZ`), without small words.

    >>> tokens("Ministry of Foreign Affairs of the Republic of Kazakhstan")
    ('ministry', 'foreign', '@KZ')
    """
    known, found = words(), folded(text)
    spelled = [known.spellings.get(word, word) for word in found]
    if (whole := known.known.get(" ".join(word for word in spelled if word != "the"))) or (
        whole := known.known.get(" ".join(spelled))
    ):
        return (whole,)
    return tuple(_signed(text, spelled))


def _signed(text: str, spelled: list[str]) -> list[str]:
    known, signs, i = words(), [], 0
    while i < len(spelled):
        for length in (5, 4, 3, 2, 1):
            phrase = " ".join(spelled[i : i + length])
            if len(spelled) - i >= length and (sign := _sign(phrase, text)):
                signs.append(sign)
                i += length
                break
        else:
            if not (spelled[i] in known.small or spelled[i] in ("affairs", "republic")):
                signs.append("interior" if spelled[i] == "internal" else spelled[i])
            i += 1
    if "ministry" in signs:
        signs = [sign for sign in signs if sign != "national"]
    return signs or spelled


def _sign(phrase: str, text: str) -> str | None:
    known = words()
    if phrase == "us" and "US" not in text and "U.S" not in text:
        return None
    code = known.states.get(phrase) or known.adjectives.get(phrase)
    return STATE + code if code else known.known.get(phrase)


def state_code(phrase: str) -> str | None:
    """The ISO code of the state that a folded name or adjective speaks of; None where it is no state's that is known."""
    known = words()
    return known.states.get(phrase) or known.adjectives.get(phrase)


def is_adjective_of(adjective: str, noun: str) -> bool:
    """Whether an unknown word may be the adjective of an unknown place.

    >>> is_adjective_of("orvan", "orvania"), is_adjective_of("dolvan", "orvania")
    (True, False)
    """
    endings = ("istan", "stan", "land", "ia", "a", "e", "y", "")
    stems = {noun.removesuffix(ending) for ending in endings if noun.endswith(ending)}
    made = {stem + ending for stem in stems if len(stem) > 2 for ending in ("", "n", "an", "ian", "ish", "ese", "i", "ic", "ean")}
    return adjective in made - {noun}


def initials(text: str) -> set[str]:
    """The letters that a name may go by, with and without its small words."""
    found = [word for word in folded(text) if word[0].isalpha()]
    big = [word for word in found if word not in words().small]
    return {"".join(word[0] for word in group) for group in (big, found)} if len(big) > 1 else set()
