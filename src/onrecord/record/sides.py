"""Whether who does a deed is on the side of whoever tells of it: a ministry and its army, a force and its spokesman.

Nobody is accused by those who speak for him; critics, monitors and parties of the same country are another side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from onrecord.annotators.lexicons import lexicon
from onrecord.model import Document, Mention, Span
from onrecord.record.identity.words import STATE, tokens
from onrecord.text import fold

_OWN = ("its ", "our ", "my ")
_ABROAD = re.compile(r"\s(?:at|in|near|on|to|visiting|with)\s.*|(?<=envoy)\sfor\s.*", re.IGNORECASE | re.DOTALL)
"""Where an official is, and to whom he is sent ("ambassador to Orva"): he does not speak for those."""


def is_own_side(doc: Document, doers: Iterable[Mention], speaker: str | None, named: Span | None) -> bool:
    """Whether the speaker, by id or by the words where the saying stands, speaks for one of those who did something."""
    said = _speaks_for(doc, speaker, named)
    words = [mention.span.of(doc.text) for mention in doers if mention.span]
    if said and any(fold(doer).startswith(_OWN) for doer in words):
        return True
    return bool(said) and not said & {*lexicon("acts")["beside"]} and any(_is_theirs(_signs(doer), said) for doer in words)


def _speaks_for(doc: Document, speaker: str | None, named: Span | None) -> Set[str]:
    """The signs of the speaker's name, posts and words."""
    actor = doc.actor(speaker)
    found = [named.of(doc.text)] if named else []
    found += [actor.name, *(post.title for post in actor.posts)] if actor else []
    return {sign for words in found for sign in _signs(_ABROAD.sub("", words))}


def _signs(words: str) -> tuple[str, ...]:
    """The words in one spelling and, as far as an "s" tells, in the singular; names of states as signs."""
    plain = words.replace("’s", "").replace("'s", "").removeprefix("the ").removeprefix("The ")
    return tuple(sign if sign.startswith(STATE) else sign.removesuffix("s") for sign in tokens(plain))


def _is_theirs(doer: tuple[str, ...], said: Set[str]) -> bool:
    """Whether a doer is a state or its force, and all the names in it are those of who speaks for it."""
    known = lexicon("acts")
    forces, officials = {*known["forces"]}, {*known["officials"]}
    names = [sign for sign in doer if sign not in forces and sign not in _PLAIN]
    if not doer or not (doer[-1] in forces or (len(doer) == 1 and doer[0].startswith(STATE))):
        return False
    if not names:
        return bool(set(doer) & forces & said)
    official = bool(said & officials) or said == {sign for sign in names if sign.startswith(STATE)}
    return official and all(name in said for name in names)


_PLAIN = {"air", "armed", "border", "coast", "defence", "defense", "ground", "local", "national", "riot", "security", "special"}
"""Words that only tell of what sort a force is."""
