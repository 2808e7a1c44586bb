"""How names are compared: without case, accents, punctuation, and with the common abbreviations written out."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.text import fold

_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"})
_SILENT = re.compile(r"['’‘ʼʻʹ`´ʿʾ.]")
_WORD = re.compile(r"[^\W_]+")
_WRITTEN_OUT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """The form under which a name is stored and looked up; empty where it holds no letter or digit.

    >>> key("St. Pölten"), key("Côte-d’Or"), key("U.S.")
    ('saint polten', 'cote dor', 'us')
    """
    words = _WORD.findall(_SILENT.sub("", fold(name).translate(_PLAIN)))
    if len(words) > 1 and words[0] in _WRITTEN_OUT:
        words[0] = _WRITTEN_OUT[words[0]]
    return " ".join(words)
