"""The kind of an event by who tells it of whom: words that are a promise of one's own side, a view, or a deed after all."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.flight import is_flight
from onrecord.annotators.happenings.frames import frame_of, is_passive, surface_subject
from onrecord.annotators.happenings.kinds import HARSH, OWN, VOICED, Sorted
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Status

FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))
REPORTED = FUTURE | {"would", "'d", "’d"}
SINGULAR, PLURAL = ("NN", "NNP"), ("NNS", "NNPS")
UNDERTAKEN = frozenset((ClaimKind.INCIDENT, ClaimKind.DECISION, ClaimKind.POSITION))


def recast(parse: Parse, predicate: Predicate, sorting: Sorted) -> Sorted:
    """The same event, of another kind where the words around it make it one.

    Args:
        parse: the text's parse.
        predicate: the event word in its clause.
        sorting: what word lists and classifiers say of it.
    """
    if sorting.kind is ClaimKind.DEMAND and _is_fetched(parse, predicate):
        fetched = (*sorting.actors, *sorting.recipients)
        return replace(sorting, kind=ClaimKind.INCIDENT, event_type=None, actors=(), recipients=fetched)
    if sorting.kind is ClaimKind.CASUALTIES and predicate.verb is not None and is_flight(parse, frame_of(parse, predicate.verb)):
        subject = frame_of(parse, predicate.verb).subj
        return replace(sorting, kind=ClaimKind.INCIDENT, actors=some(subject), recipients=())
    if sorting.kind is ClaimKind.CASUALTIES and _befalls_things(parse, predicate, sorting):
        return replace(sorting, kind=ClaimKind.INCIDENT)
    if sorting.kind is ClaimKind.CASUALTIES and _is_aimed(parse, predicate):
        return replace(sorting, kind=ClaimKind.INCIDENT)
    if is_undertaken(parse, predicate, sorting):
        return replace(sorting, kind=ClaimKind.COMMITMENT)
    if _is_view(parse, predicate) or _is_name_given(parse, predicate):
        return replace(sorting, kind=ClaimKind.POSITION, event_type=sorting.event_type if sorting.event_type == "AGREE" else None)
    if sorting.kind is ClaimKind.POSITION and _is_done_by_arms(parse, predicate):
        return replace(sorting, kind=ClaimKind.INCIDENT)
    if _is_felt(parse, predicate, sorting):
        return replace(sorting, kind=ClaimKind.SITUATION)
    return sorting


def _is_fetched(parse: Parse, predicate: Predicate) -> bool:
    """Whether somebody is called to a place, and nothing is asked of them: "police were called to the mill at noon"."""
    verb = predicate.trigger
    if verb.lemma not in ("call", "summon") or not is_passive(parse, verb) or parse.children(verb, "xcomp", "ccomp", "advcl"):
        return False
    to = frame_of(parse, verb).preps.get("to")
    return to is not None and to.is_noun and to.lower not in ("action", "account", "order")


def _befalls_things(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether a classifier's casualties are things alone, by a word that no list calls harm: "evidence was detected"."""
    word = predicate.trigger
    listed = any(s.kind is ClaimKind.CASUALTIES for tag in ("verb", "noun") for s in lexicon().senses.get((tag, word.lemma), ()))
    people = any(is_party(parse, one) or is_a(parse, one, "people") or one.tag in ("CD", "PRP") for one in sorting.recipients)
    return predicate.rule.startswith("encoder") and not listed and bool(sorting.recipients) and not people


def _is_aimed(parse: Parse, predicate: Predicate) -> bool:
    """Whether somebody was only shot at, hit or not: "three surgeons were shot at"."""
    verb = predicate.trigger
    at = any(c.lower == "at" and not parse.children(c, "pobj") for c in parse.children(verb, "prep", "prt"))
    return verb.lemma == "shoot" and at and is_passive(parse, verb)


def is_undertaken(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether a side tells of itself what it will do or not do: "our office will file", "the firm said it would pay".

    A party that will support or accept promises it, whoever tells. What is threatened stays what it is.
    """
    verb = predicate.verb
    if verb is None or sorting.kind not in UNDERTAKEN or sorting.status not in (Status.PLANNED, Status.DENIED):
        return False
    if is_passive(parse, verb) or (sorting.status is Status.PLANNED and sorting.event_type in HARSH):
        return False
    subject = surface_subject(parse, verb)
    if subject is None:
        return False
    if _is_willing(parse, verb, subject):
        return True
    top, modals = _governor(parse, verb)
    if modals & FUTURE and (_is_ours(parse, subject) or (sorting.kind is ClaimKind.POSITION and is_party(parse, subject))):
        return True
    return bool(modals & REPORTED) and _is_teller(parse, top, subject)


def _is_willing(parse: Parse, verb: Token, subject: Token) -> bool:
    """Whether it is what "we stand ready to" do, or what any party is "willing to" do."""
    state = parse.head(verb).lower if verb.dep == "xcomp" else ""
    ours = _is_ours(parse, subject) and state in lists("events_kinds")["words"]["ready"]
    return ours or (state == "willing" and is_party(parse, subject))


def _governor(parse: Parse, verb: Token) -> tuple[Token, set[str]]:
    """The verb of the whole clause ("will continue to work and help") and the modal verbs on the way to it."""
    modals = {child.lower for child in parse.children(verb, "aux")}
    while verb.dep in ("xcomp", "conj") and parse.head(verb).is_verb:
        verb = parse.head(verb)
        modals |= {child.lower for child in parse.children(verb, "aux")}
    return verb, modals


def _is_ours(parse: Parse, subject: Token) -> bool:
    """Whether the doer is the speaker's own side: "we", "my government"."""
    owned = any(child.lower in ("my", "our") for child in parse.children(subject, "poss"))
    return subject.lower in OWN or (owned and is_party(parse, subject))


def _is_teller(parse: Parse, verb: Token, subject: Token) -> bool:
    """Whether a pronoun stands for who says the clause: "the ministry said it would", not "the judge said they would"."""
    saying = parse.head(verb)
    said = lexicon().operator("verb", saying.lemma, "comp") if verb.dep == "ccomp" else None
    teller = surface_subject(parse, saying) if said is not None and said.effect == "say" else None
    if teller is None:
        return False
    if subject.lower == teller.lower:
        return subject.tag == "PRP"
    person = is_a(parse, teller, "people") or is_a(parse, teller, "official")
    body = is_a(parse, teller, "organisation") or (is_party(parse, teller) and not person)
    if subject.lower in ("he", "she"):
        return person
    if subject.lower == "it":
        return teller.tag in SINGULAR and body
    return subject.lower == "they" and (teller.tag in PLURAL or bool(parse.children(teller, "conj")) or body)


def _is_view(parse: Parse, predicate: Predicate) -> bool:
    """Whether one agrees or insists that something is so, which neither binds nor asks anybody."""
    verb = predicate.verb
    if verb is None or verb.lemma not in lists("events_kinds")["words"]["viewing"]:
        return False
    told = parse.children(verb, "ccomp")
    if not told or set(frame_of(parse, verb).preps) & {"on", "upon"} or parse.children(verb, "xcomp"):
        return False
    forms = [told[0], *parse.children(told[0], "aux", "auxpass")]
    held = any(form.tag in ("VBD", "VBZ", "VBP") for form in forms)
    should = any(form.lower in ("should", "must", "ought") for form in forms)
    return held or (should and verb.lemma == "agree")


def _is_name_given(parse: Parse, predicate: Predicate) -> bool:
    """Whether to "call" is to judge: "called the ruling a disgrace", unlike "called for", "called up" and "called the mayor"."""
    verb = predicate.verb
    if verb is None or verb.lemma != "call" or parse.children(verb, "prep", "prt", "auxpass"):
        return False
    return bool(parse.children(verb, "oprd")) or any(not c.is_verb for c in parse.children(verb, "ccomp"))


def _is_done_by_arms(parse: Parse, predicate: Predicate) -> bool:
    """Whether support is given by strikes: "the rebels are backed by air raids"."""
    if predicate.trigger.lemma not in ("support", "back") or predicate.verb is None:
        return False
    frame = frame_of(parse, predicate.verb)
    return any(is_a(parse, token, "blow") for token in (frame.subj, *predicate.actors) if token is not None)


def _is_felt(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether a word of harm is a figure for how somebody fares: "the hotels were hit hard", "she was deeply hurt"."""
    told, word = lists("events_types"), predicate.trigger
    if sorting.kind in VOICED or word.lemma not in told["felt"] or predicate.instrument is not None:
        return False
    hard = any(child.lower in told["hard"] for child in parse.children(word, "advmod"))
    return hard and is_passive(parse, word) and not any(is_party(parse, one) for one in predicate.actors)
