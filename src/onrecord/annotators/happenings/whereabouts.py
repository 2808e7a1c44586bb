"""Whether the name of a place says where an event was, and not who took part or what somebody's name is."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.annotators.happenings.arguments import is_a
from onrecord.annotators.happenings.belonging import strays
from onrecord.annotators.happenings.kinds import VOICED
from onrecord.annotators.happenings.lexicon import words
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Toponym, ToponymKind

_WORDS = lexicon("events_details")
PARTS, MOVING, BETWEEN = (frozenset(_WORDS[name]) for name in ("parts", "moving", "between"))
WHERE = words("where")
TOWARDS = ("to", "into", "from", "towards")
LINKED = ("conj", "appos", "compound", "nmod")
PHYSICAL = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "YIELD", "PROTEST", "SANCTION", None))
"""The types of event that befall a place; the others are between parties, and a country in them is one."""

At = Callable[[Token], Toponym | None]
"""The place whose name a word belongs to."""


class Whereabouts:
    """Asks of one event which places are its own.

    Args:
        parse: the text's parse.
        predicate: the event in its clause.
        own: the places in `Parse.tokens` of the words that state it.
        events: the places of all event words of the text.
        at: the place whose name a word belongs to, if any.
    """

    def __init__(self, parse: Parse, predicate: Predicate, own: set[int], events: set[int], at: At) -> None:
        self.parse, self.predicate, self.own, self.events, self.at = parse, predicate, own, events, at
        entry = predicate.entry
        self.befalls = entry.kind not in VOICED and entry.event_type in PHYSICAL

    def takes(self, place: Toponym) -> bool:
        """Whether a place is where the event was: behind "in", "near" …, or what is acted on; not inside a name."""
        root = self.parse.root(place.span) if place.is_location else None
        if root is None or self._is_compounded(place) or self._is_in_body(place) or strays(self.parse, root, self.own):
            return False
        if self._opens_with_where(place):
            return True
        token = self._thing(root, place)
        if token is None:
            return False
        return self._behind(token) if token.dep == "pobj" else self._is_target(token, place) or token.dep == "npadvmod"

    def _is_compounded(self, place: Toponym) -> bool:
        """Whether a hyphen ties it to a word that makes it an epithet: "Orva-based", "Orva-led"."""
        last = self.parse.token_at(place.span.end - 1)
        behind = self.parse.tokens[last.i + 1 : last.i + 3] if last is not None else []
        return (
            len(behind) == 2 and behind[0].text in ("-", "–") and behind[0].start == place.span.end and behind[1].text.islower()
        )

    def _is_in_body(self, place: Toponym) -> bool:
        """Whether a short form behind it shows that it ends a name: "the League for Trade in Orva (LTO)"."""
        behind = self._two_behind(place)
        short = behind[1].text if len(behind) == 2 and behind[0].text == "(" else ""
        return len(short) > 2 and short.isupper() and short[-1] == place.surface[0]

    def _two_behind(self, place: Toponym) -> list[Token]:
        last = self.parse.token_at(place.span.end - 1)
        return self.parse.tokens[last.i + 1 : last.i + 3] if last is not None else []

    def _opens_with_where(self, place: Toponym) -> bool:
        """Whether a preposition before it was taken for a part of its name, as at the start of a list: "Near Orva, …"."""
        first = self.parse.token_at(place.span.start)
        before = self.parse.tokens[first.i - 1] if first is not None and first.i else None
        return before is not None and before.lower in WHERE and before.dep == "compound"

    def _thing(self, token: Token, place: Toponym) -> Token | None:
        """The noun that a name belongs to ("Orva" in "an Orva school"); None where it is a name's or a party's."""
        while token.dep in LINKED and token.head != token.i:
            above = self.parse.head(token)
            if token.dep == "appos" and not self._is_around(token, above, place):
                return None
            if token.dep in ("compound", "nmod") and not self._names(above, place):
                return None
            token = above
        return token

    def _is_around(self, token: Token, above: Token, place: Toponym) -> bool:
        """Whether what stands behind a place tells more about it: "in Hill, Orva", "in Hill, a village in Orva"."""
        other = self.at(above)
        if other is None:
            return above.lower in PARTS
        own = self.at(token)
        countries = [found.resolved.country if found is not None and found.resolved else None for found in (own, other)]
        return own is None or None in countries or countries[0] == countries[1]

    def _names(self, noun: Token, place: Toponym) -> bool:
        """Whether a place before a noun is where that is; a country before one says whose it is, and of people where from."""
        if noun.i in self.events | self.own or noun.lower in PARTS or self.at(noun) is not None:
            return True
        country = place.resolved is not None and place.resolved.kind is ToponymKind.COUNTRY
        return not country and not is_a(self.parse, noun, "people")

    def _behind(self, token: Token) -> bool:
        """Whether the preposition before a place, or before what it is a part of, leads to where the event was."""
        prep = self.parse.head(token)
        above = self.parse.head(prep)
        befallen = token in self.predicate.recipients and self.befalls and prep.lower not in ("by", "with")
        if prep.lower == "of":
            if above.lower in PARTS and above.i not in self.own:
                return self._behind(above) if above.dep == "pobj" else self._stands(above)
            return above.i in self.events or befallen
        if prep.lower in TOWARDS:
            moves = self.predicate.entry.kind is ClaimKind.DEPLOYMENT or above.lemma in MOVING
            return befallen or (moves and above.i in self.own | {a.i for a in self.predicate.recipients})
        between = prep.lower in BETWEEN and not self.befalls
        return (prep.lower in WHERE and not between) or befallen

    def _stands(self, token: Token) -> bool:
        """Whether a part of a place is what is acted on, or goes by itself: "shelled the outskirts of Orva"."""
        return token in self.predicate.recipients and self.befalls

    def _is_target(self, token: Token, place: Toponym) -> bool:
        """Whether a place is what is acted on, or the place that is so; not a state that acts, is a member or committed."""
        told = self.predicate.entry.needs == ("subj:place",)
        if token.dep in ("dobj", "conj") and token in self.predicate.recipients and self.predicate.trigger.lemma in MOVING:
            return True
        if token not in self.predicate.recipients or (self.predicate.rule == "state" and not told):
            return False
        country = place.resolved is not None and place.resolved.kind is ToponymKind.COUNTRY
        return told or (self.befalls and not (country and token.dep == "nsubj"))
