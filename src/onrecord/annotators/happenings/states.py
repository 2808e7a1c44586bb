"""States and undertakings: "the situation is stable", "their task is", "we will"."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.beside import is_emptied
from onrecord.annotators.happenings.frames import Frame, frame_of, prepositions
from onrecord.annotators.happenings.lexicon import Entry, lexicon, words
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.annotators.happenings.shaken import UNSHAKEN
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

LOCATING = ("in", "near", "outside", "across", "throughout")
BEING, OWN, WHERE = words("being"), words("own"), words("where")
SITUATION = Entry(ClaimKind.SITUATION, None, None, "undergo")
OWN_FUTURE = Entry(ClaimKind.COMMITMENT, "AGREE", None, "-")
TO_BE_DONE = Entry(ClaimKind.INCIDENT, None, None, "-")
"""What "will be held" by nobody named: who undertakes it is not said."""


def find_state(parse: Parse, adjective: Token) -> Predicate | None:
    be = parse.head(adjective)
    if adjective.dep not in ("acomp", "oprd", "ccomp", "xcomp", "attr", "advmod", "conj"):
        return None
    while adjective.dep == "conj" and be.dep == "conj":
        be = parse.head(be)
    if not be.is_verb:
        be = parse.head(be)
    if not be.is_verb or (be.lemma not in BEING and be.lemma != "leave"):
        return None
    frame = frame_of(parse, be)
    if parse.children(adjective, "xcomp"):
        return None
    return _stated(parse, adjective, be, frame, ("adj", adjective.lower))


def find_being(parse: Parse, be: Token) -> Predicate | None:
    return _under(parse, be) or _task(parse, be) or _member(parse, be) or _people(parse, be) or _absent(parse, be)


def _under(parse: Parse, be: Token) -> Predicate | None:
    noun = prepositions(parse, be).get("under")
    if noun is None or ("under", noun.lemma) not in lexicon().states:
        return None
    return _stated(parse, noun, be, frame_of(parse, be), ("under", noun.lemma))


def _task(parse: Parse, be: Token) -> Predicate | None:
    """What a force is there for, or what is demanded: "Their task is the protection of …", "The demand was to …"."""
    subject = next(iter(parse.children(be, "nsubj")), None)
    if be.lemma != "be" or subject is None or ("task", subject.lemma.lower()) not in lexicon().states:
        return None
    named = next(iter(parse.children(be, "attr", "xcomp", "ccomp")), None)
    if named is None or named.tag in ("WP", "WDT"):
        return None
    entry = lexicon().states["task", subject.lemma.lower()][0]
    trigger = subject if entry.kind is ClaimKind.DEMAND else named
    return Predicate(trigger, be, be, entry, tuple(parse.children(subject, "poss")), (), "task")


def _member(parse: Parse, be: Token) -> Predicate | None:
    noun = next(iter(parse.children(be, "attr")), None)
    if noun is None or ("attr", noun.lemma.lower()) not in lexicon().states:
        return None
    return _stated(parse, noun, be, frame_of(parse, be), ("attr", noun.lemma.lower()))


def _people(parse: Parse, be: Token) -> Predicate | None:
    """People who are somewhere: "There are fighters among them who …"."""
    noun = next(iter(parse.children(be, "attr", "nsubj")), None)
    if noun is None or not parse.children(be, "expl") or not is_a(parse, noun, "people"):
        return None
    among = any(c.lower in ("among", "amongst") for c in [*parse.children(be, "prep"), *parse.children(noun, "prep")])
    return Predicate(noun, be, be, SITUATION, (), (noun,), "there-is") if among else None


def _absent(parse: Parse, be: Token) -> Predicate | None:
    """People who were not there: "No soldier was at the harbour"."""
    subject = frame_of(parse, be).subj
    if be.lemma != "be" or subject is None or not is_a(parse, subject, "agent"):
        return None
    place = next((found for word, found in prepositions(parse, be).items() if word in WHERE), None)
    named = place is not None and (place.is_proper or is_a(parse, place, "place"))
    negated = is_emptied(parse, subject) or bool(parse.children(be, "neg"))
    return Predicate(be, be, be, SITUATION, (), (subject,), "state") if named and negated else None


def find_own_future(parse: Parse, verb: Token) -> Predicate | None:
    """What the voice itself undertakes: "we will …", also without the pronoun, or "the results will be published"."""
    above = parse.head(verb)
    bearer = above if verb.dep == "xcomp" and above.lemma in UNSHAKEN else verb  # "we will not hesitate to"
    will = [c for c in parse.children(bearer, "aux") if c.lower in ("will", "shall", "'ll", "’ll", "wo")]
    if not will or (verb.lemma in UNSHAKEN and parse.children(verb, "xcomp")) or ("stative", verb.lemma) in lexicon().states:
        return None
    frame = frame_of(parse, verb)
    own = frame.subj is not None and frame.subj.lower in OWN
    told = frame.obj is None or not frame.obj.tag.startswith(("PRP", "DT", "W"))
    silent = frame.subj is None and verb.dep in ("ROOT", "ccomp", "conj") and (told if frame.passive else verb.dep == "ROOT")
    if not (own or silent):
        return None
    towards = frame.obj if frame.obj is not None and is_party(parse, frame.obj) else None
    entry = OWN_FUTURE if own or not frame.passive else TO_BE_DONE
    return Predicate(verb, verb, verb, entry, some(frame.subj), some(towards), "own-future")


def _is_somewhere(parse: Parse, subject: Token) -> bool:
    """Whether a name that the parse took for no place stands for one elsewhere in the text: "in Port Calder"."""
    name = parse.name_at(subject)
    if name is None or not subject.is_proper:
        return False
    words = [t.lower for t in parse.tokens[name.first : name.last]]
    same = (n for n in parse.names if [t.lower for t in parse.tokens[n.first : n.last]][-len(words) :] == words)
    return any(n.first and parse.tokens[n.first - 1].lower in LOCATING for n in same)


def _left(parse: Parse, state: Token, frame: Frame) -> Token | None:
    """Who was left in a state, never who left them so: "left | two men dead", "left | four dead", "were left dead"."""
    numbers = [number for number in parse.children(state, "nummod") if number.i < state.i]
    return frame.obj or next(iter(numbers), None)


def _stated(parse: Parse, trigger: Token, be: Token, frame: Frame, key: tuple[str, str]) -> Predicate | None:
    subject = _left(parse, trigger, frame) if be.lemma == "leave" else frame.subj
    for entry in lexicon().states[key]:
        wanted = entry.needs[0].partition(":")[2] if entry.needs else None
        if subject is None:
            continue
        if wanted is None or is_a(parse, subject, wanted) or (wanted == "place" and _is_somewhere(parse, subject)):
            own = entry.kind is ClaimKind.COMMITMENT
            return Predicate(trigger, be, be, entry, some(subject) if own else (), () if own else (subject,), "state")
    return None
