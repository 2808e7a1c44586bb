"""Text that can be shown: no character of a source may steer a terminal or break a page."""

from __future__ import annotations

import re

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\r\t"} | {0x7F: "␡"}
_C1 = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd")

_OVERRIDES = dict.fromkeys((0x202D, 0x202E), "\ufffd")

_FOR_PAGE = _PICTURES | _C1 | _SURROGATES | _OVERRIDES
_FOR_TERMINAL = _FOR_PAGE | _DIRECTIONS
_RARE = re.compile("[" + "".join(re.escape(chr(code)) for code in _FOR_PAGE) + "]")


def for_page(text: str) -> str:
    r"""The text with control characters and turned writing made visible, each by one character, so that offsets stay.

    >>> for_page("a\x00b")
    'a␀b'
    """
    return text.translate(_FOR_PAGE) if _RARE.search(text) else text  # to translate a long page takes as long as to make it


def for_terminal(text: str, encoding: str = "utf-8") -> str:
    r"""The text on one line, without anything that steers a terminal or that its encoding cannot show.

    >>> for_terminal("red \x1b[31m\nalert")
    'red ␛[31m alert'
    """
    plain = " ".join(text.translate(_FOR_TERMINAL).split())
    return plain.encode(encoding, "backslashreplace").decode(encoding)
