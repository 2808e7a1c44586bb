"""Which language a text is in, found offline: English by its little words, others from their letters (py3langid, BSD: 4.5 MB).

The model takes half a second to load and milliseconds a text, and English that goes on for some lines needs none.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SHORTEST = 40
"""Letters below which a text is too short to tell; scripts other than the Latin one are told from fewer."""

SURE, SURE_OTHER = 0.9, 0.5
"""Least probability of the answer, for the Latin script and for others. Measured on English news, statements and test
sentences: from 40 characters on, none is taken for another language at 0.9."""

SLICE = 1_000
"""Characters that are looked at from the beginning, the middle and the end of a text."""

LITTLE, LEAST, KINDS = 0.15, 40, 8
"""By which a text is English without asking the model: the share of English's little words among its words, the words it has at
least, and how many different little words. Half of such a text could be names and figures; where half is in another language,
fewer are left. Measured on 1,700 texts of English news and statements: 96 of 100 are settled so, and the model says the same of
each but one in capitals, of which it is not sure."""

_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None where it is too short or mixed to tell.

    >>> detect("The last column left the valley on Monday, and nobody was hurt.")
    'en'
    >>> detect("No.")
    """
    sample = _sample(text)
    if _is_english(sample):
        return "en"
    letters = [char for char in sample if char.isalpha()]
    other = sum(char > "\u024f" for char in letters) * 2 > len(letters)
    if len(letters) < (SHORTEST // 4 if other else SHORTEST):
        return None
    label, chance = _identifier().classify(sample)
    return label if label in _names() and chance >= (SURE_OTHER if other else SURE) else None


def language_name(code: str | None) -> str:
    """The English name of a language, for messages.

    >>> language_name("fr"), language_name("xx")
    ('French', 'the language “xx”')
    """
    return _names().get(code or "", f"the language “{code}”" if code else "an unknown language")


def _sample(text: str) -> str:
    if len(text) <= 3 * SLICE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:SLICE], text[middle : middle + SLICE], text[-SLICE:]))


def _is_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    little = [word for word in words if word in _little()]
    return len(words) >= LEAST and len(little) >= LITTLE * len(words) and len(set(little)) >= KINDS


@lru_cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache
def _names() -> dict[str, str]:
    return {code: str(name) for code, name in _table("languages").items()}


@lru_cache
def _little() -> frozenset[str]:
    return frozenset(_table("english")["words"])


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("onrecord.language").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
