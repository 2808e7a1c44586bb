"""A speech: one voice throughout, named in the title, speaking of itself as I or we."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Role, Span, Turn
from onrecord.readers.data import any_of
from onrecord.readers.labels import Strength, strength_of
from onrecord.readers.people import people
from onrecord.text import Offsets

OFTEN = 3
"""Times that the first person must occur outside quotation marks before a text counts as a speech."""

_KIND = r"(?:opening |closing |joint |press |keynote )?(?:remarks|statement|speech|address|message|intervention|keynote|lecture)"
_BY = re.compile(rf"{_KIND} (?:by|of|from|delivered by) (?:the )?(?:h\.e\. )?", re.IGNORECASE)
_FROM = re.compile(r"[^\W\d_][\w' -]{2,40}: ")
_AFTER = re.compile(r"(?:,? (?:at|in|on|to|before|during|with|for)\b.*)?", re.IGNORECASE | re.DOTALL)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us)\b")
_QUOTED = re.compile(r"[“\"«][^“”\"«»]{0,2000}[”\"»]")


def find_speech(text: str, title: Offsets | None, spoken: Sequence[Offsets]) -> list[Turn]:
    """One turn over all that is spoken where the title says whose speech the text is, else none.

    >>> text = "Remarks by Minister Ana Reyes in Orva We meet again. I thank you. We will stay."
    >>> [turn.name.of(text) for turn in find_speech(text, (0, 37), [(38, 79)])]
    ['Minister Ana Reyes']
    """
    name = _speaker(text, title) if title and spoken else None
    if not name:
        return []
    words = _QUOTED.sub("", text[spoken[0][0] : spoken[-1][1]])
    if len(_FIRST_PERSON.findall(words)) < OFTEN:
        return []
    return [Turn(Span(spoken[0][0], spoken[-1][1]), Role.ANSWER, name=name)]


def _speaker(text: str, title: Offsets) -> Span | None:
    exact = text[slice(*title)]
    if exact.endswith(")") and strength_of(exact) is Strength.SURE:
        return Span(*title)
    match = _BY.match(exact) or _FROM.match(exact)
    begin = title[0] + (match.end() if match else 0)
    for person in people(text, [(begin, title[1])]):
        opens = person.span.start == begin or (
            match is not None and match.re is _BY and _is_post(text[begin : person.span.start])
        )
        named = bool(person.title) or (match is not None and match.re is _BY)
        if opens and named and _ends(text, person.span.end, title[1], match is not None):
            return person.span
    return None


def _is_post(words: str) -> bool:
    """Whether it is a post before the name of who holds it: "President of the Republic, "."""
    return words.endswith(", ") and words.count(",") == 1 and any_of("voices", "post").match(words) is not None


def _ends(text: str, start: int, end: int, told: bool) -> bool:
    """Whether nothing follows a name and its post but, behind "address by", where and to whom."""
    return start == end or (told and _AFTER.fullmatch(text, start, end) is not None)
