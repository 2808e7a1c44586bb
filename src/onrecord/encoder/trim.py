"""Where spans end: the conventions' borders of content, source and cue."""

import re

from onrecord.encoder.pieces import quotations

Span = tuple[int, int]

_SPACE = " \t\r\n\x0b\x0c\u00a0\u2009\u202f\ufeff"
_LEFT, _RIGHT = _SPACE + ",;:.—–-", _SPACE + ",;.—–-"
_LEFT_MARK = re.compile(r"``|''|‘‘|[\"“”„«»‘’‹›]")
_RIGHT_MARK = re.compile(r"(?:''|’’|[\"“”«»’‹›])$")
_THAT = re.compile(r"that\s+(?=\S)", re.IGNORECASE)
_APPOSITION = re.compile(r",\s|\s(?:—|–|\()|\s(?:who|which)\s")
_LIST = re.compile(r",?\s(?:and|or|&)\s")
_AUXILIARY = re.compile(
    r"(?:(?:has|have|had|was|were|is|are|be|been|being|also|to|did|does|do|will|would)\s+)+(?=\w)", re.IGNORECASE
)


def content(text: str, span: Span, that: bool = False) -> Span | None:
    """`span` of `text` without outer quotation marks, trailing `, . ;` and, unless `that`, a leading "that".

    A question or exclamation mark that follows is kept with it. None: nothing is left.

    >>> text = 'He said that "the road is open."'
    >>> start, end = content(text, (8, 32)); text[start:end]
    'the road is open'
    """
    start, end = span
    end += text[end : end + 1] in ("?", "!")
    while start < end:
        exact = text[start:end]
        left = len(exact) - len(exact.lstrip(_LEFT))
        right = len(exact) - len(exact.rstrip(_RIGHT))
        if not left and not that and (word := _THAT.match(exact)):
            left = word.end()
        if not left and not right:
            left, right = _outer_marks(exact)
        if not left and not right:
            return start, end
        start, end = start + left, end - right
    return None


def source(text: str, span: Span) -> Span | None:
    """`span` of `text` without a possessive 's, an apposition or a relative clause after a comma.

    >>> text = "Ada Holt, the mayor, said"
    >>> start, end = source(text, (0, 20)); text[start:end]
    'Ada Holt'
    """
    start, end = span
    parted = _APPOSITION.search(text, start, end)
    if parted and not _LIST.search(text, parted.start(), end):
        end = parted.start()
    exact = text[start:end].rstrip(_RIGHT + ":'’")
    exact = exact[:-2] if exact.endswith(("'s", "’s")) else exact
    start += len(exact) - len(exact.lstrip(_LEFT))
    end = start + len(exact.lstrip(_LEFT))
    return (start, end) if start < end else None


def cue(text: str, span: Span) -> Span | None:
    """`span` of `text` without leading auxiliaries; None where only marks are left, as in "Holt: ...".

    >>> text = "has also warned,"
    >>> start, end = cue(text, (0, 16)); text[start:end]
    'warned'
    """
    words = [m.span() for m in re.finditer(r"\w+", text[slice(*span)])]
    if not any(map(str.isalpha, text[slice(*span)])):
        return None
    start, end = span[0] + words[0][0], span[0] + words[-1][1]
    auxiliary = _AUXILIARY.match(text, start, end)
    return (auxiliary.end() if auxiliary else start), end


def _outer_marks(exact: str) -> tuple[int, int]:
    """How many characters of outer quotation marks stand at both ends; marks around a part of it stay."""
    found = quotations(exact)
    left, right = _LEFT_MARK.match(exact), _RIGHT_MARK.search(exact)
    opens = found and found[0][0] == 0 and found[0][2] and found[0][1] < len(exact)
    closes = found and found[-1][1] == len(exact) and found[-1][2] and found[-1][0] > 0
    return (left.end() if left and not opens else 0), (len(right.group()) if right and not closes else 0)
