"""The kind of an event that only the encoder found: the likeliest that its words allow."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotators.happenings.arguments import is_a
from onrecord.annotators.happenings.frames import Frame, frame_of
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.annotators.happenings.status import Verdict
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.encoder.events import KINDS
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Status

PROMISES, OWN = words("promises"), words("own")
PLAIN = (ClaimKind.INCIDENT, ClaimKind.SITUATION)
"""Kinds that any word may have."""
VOICED = (ClaimKind.COMMITMENT, ClaimKind.POSITION)


def weighed(parse: Parse, token: Token, chances: Iterable[float], verdict: Verdict) -> ClaimKind:
    """The likeliest kind that fits the words.

    Args:
        parse: the text's parse.
        token: the event's own word.
        chances: those of the kinds in the order of `encoder.events.KINDS`, from 0 to 1.
        verdict: the event's status and why.
    """
    ranked = sorted(zip(map(float, chances), map(ClaimKind, KINDS), strict=True), reverse=True)
    if not token.is_verb:
        return ranked[0][1]
    if is_promised(parse, verdict):
        return ClaimKind.COMMITMENT
    frame = frame_of(parse, token)
    if _is_plainly(parse, frame, ClaimKind.CASUALTIES):
        return ClaimKind.CASUALTIES
    if _restates(frame) or (ranked[0][1] in VOICED and _shares_a_view(frame)):
        return ClaimKind.POSITION
    return next((kind for chance, kind in ranked if _fits(parse, frame, kind, chance)), ClaimKind.INCIDENT)


def is_promised(parse: Parse, verdict: Verdict) -> bool:
    """Whether the outermost word above is a verb that undertakes something: "promised to track them down"."""
    if verdict.status not in (Status.PLANNED, Status.DENIED) or not verdict.because:
        return False
    word = parse.token_at(verdict.because[0].span.start)
    return word is not None and word.is_verb and word.lemma in PROMISES


def _fits(parse: Parse, frame: Frame, kind: ClaimKind, chance: float) -> bool:
    if kind in PLAIN:
        return True
    if kind is ClaimKind.DECISION and frame.verb.lemma in _words("examining"):
        return False
    if kind is ClaimKind.DEMAND and frame.verb.lemma in _words("persuading"):
        return False
    if chance < lists("events_kinds")["sure"][kind.value] and not _is_plainly(parse, frame, kind):
        return False
    if kind is ClaimKind.COMMITMENT and _is_done_by_others(frame):
        return False
    if kind is ClaimKind.DETENTION:
        return frame.obj is None or (frame.obj.lower not in _words("thing") and _any(parse, [frame.obj], "held"))
    if kind is ClaimKind.DEPLOYMENT:
        parties = [
            party
            for party in (frame.subj, frame.obj, frame.preps.get("in"))
            if party is not None and party.lower not in _words("single")
        ]
        return _any(parse, parties, "moved")
    return True


def _is_done_by_others(frame: Frame) -> bool:
    """Whether a passive names who will do it, and it is not who speaks: "the fight will be aided by the herders"."""
    return frame.passive and frame.subj is not None and frame.subj.lower not in OWN


def _is_plainly(parse: Parse, frame: Frame, kind: ClaimKind) -> bool:
    """Whether the words beside a verb leave no doubt: a verb of saying or one's own voice, "pronounced dead"."""
    if kind is ClaimKind.CASUALTIES:
        behind = parse.tokens[frame.verb.i + 1 : frame.verb.i + 2] if frame.passive else ()  # "pronounced dead | minutes later"
        states = [("adj", c.lower) for c in (*parse.children(frame.verb, "oprd", "acomp"), *behind)]
        return any(e.kind is kind for state in states for e in lexicon().states.get(state, ()))
    own = frame.subj is not None and frame.subj.lower in OWN and frame.verb.tag != "VBG"
    return kind is ClaimKind.POSITION and (own or ("verb", frame.verb.lemma) in lexicon().operators)


def _words(name: str) -> list[str]:
    found: list[str] = lists("events_kinds")["words"][name]
    return found


def _any(parse: Parse, parties: list[Token], classes: str) -> bool:
    return any(is_a(parse, party, name) for party in parties for name in _words(classes))


def _restates(frame: Frame) -> bool:
    """Whether something other than a promise is said again: "reaffirm the sovereignty of"."""
    promise = frame.obj is not None and _is_willed(frame.obj)
    return frame.verb.lemma in _words("restating") and not promise


def _is_willed(noun: Token) -> bool:
    return any(op.effect == "plan" for op in lexicon().operators.get(("noun", noun.lemma.lower()), ()))


def _shares_a_view(frame: Frame) -> bool:
    """Whether "agree" says no more than that one thinks so too: "six in ten agreed", "agree with the envoy"."""
    bound = frame.obj is not None or frame.clausal or set(frame.preps) - {"with"}
    return frame.verb.lemma == "agree" and not frame.passive and not bound
