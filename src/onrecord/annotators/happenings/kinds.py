"""Which of the nine kinds a predicate is in its context, and whether it is a claim at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.beside import is_subjunctive
from onrecord.annotators.happenings.enduring import is_faced
from onrecord.annotators.happenings.frames import frame_of, surface_subject
from onrecord.annotators.happenings.granted import is_under_way
from onrecord.annotators.happenings.lexicon import words
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.status import SILENT, Verdict
from onrecord.annotators.happenings.usual import is_usual
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Status

OWN, PRONOUNS, POLITE = words("own"), words("pronouns"), words("polite")
VOWS, BRAZEN, FALLEN = words("vows"), words("brazen"), words("fallen")
REPLIES, PROMISES, ORDERS = words("replies"), words("promises"), words("orders")
WILL = frozenset(("will", "'ll", "’ll", "shall", "would", "'d", "’d", "wo"))
HARSH = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "REJECT", "THREATEN"})
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})
FRIENDLY = frozenset({"CONSULT", "AGREE", "SUPPORT", "AID", "COOPERATE", "CONCEDE", "RETREAT"})
TOLD = frozenset({ClaimKind.DECISION, ClaimKind.DETENTION, ClaimKind.CASUALTIES})
"""What is announced when it is done: "announced the arrest of"."""
USUAL = frozenset({ClaimKind.INCIDENT, ClaimKind.CASUALTIES, ClaimKind.DETENTION, ClaimKind.DEPLOYMENT})
"""Kinds of deeds of which a simple present may tell that they go on; an official act is done by being told."""
VOICED = frozenset({ClaimKind.DEMAND, ClaimKind.COMMITMENT, ClaimKind.POSITION})


@dataclass(frozen=True, slots=True)
class Sorted:
    """What an event is after its context was looked at."""

    kind: ClaimKind
    event_type: str | None
    status: Status | None
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]


def sort(parse: Parse, predicate: Predicate, verdict: Verdict) -> Sorted | None:
    """The kind, type and status of a predicate; None where it is no event of its own.

    What is demanded is part of the demand, which is an event itself; what "should" or "must" be done is a demand on its doer.
    """
    if _helps(parse, predicate):
        predicate = replace(predicate, entry=replace(predicate.entry, kind=ClaimKind.INCIDENT))
    entry, status = predicate.entry, verdict.status
    if _is_no_event(parse, predicate, verdict):
        return None
    if verdict.asked is not None and verdict.because and verdict.because[0].operator in ("should", "if"):
        return _asked(parse, predicate, verdict)
    if _own_future(parse, predicate, status):
        if predicate.rule == "own-future" and status is Status.DENIED and not _plainly_denied(parse, verdict):
            status = Status.PLANNED
        if settled(parse, predicate, verdict) is Status.THREATENED:
            status = Status.THREATENED
        kind = ClaimKind.COMMITMENT if status is not Status.THREATENED and entry.kind is not ClaimKind.POSITION else entry.kind
        return Sorted(kind, entry.event_type, status, predicate.actors, predicate.recipients)
    status = settled(parse, predicate, verdict)
    return Sorted(_kind(parse, predicate, verdict), entry.event_type, status, predicate.actors, predicate.recipients)


def _is_no_event(parse: Parse, predicate: Predicate, verdict: Verdict) -> bool:
    """Whether a predicate is part of another one, or only says what kind of thing is meant."""
    entry, effects = predicate.entry, set(verdict.effects)
    if effects & {"mute", "ask", "demand"} or ("purpose" in effects and predicate.rule != "task"):
        return True
    replied = predicate.rule == "support" and predicate.verb is not None and predicate.verb.lemma in REPLIES
    if entry.event_type == "REQUEST" and replied:
        return True
    bare = predicate.verb is not None and predicate.verb.tag == "VBG" and not parse.children(predicate.verb, "aux")
    if entry.kind is ClaimKind.SITUATION and predicate.rule == "state" and bare:
        return True
    if entry.kind is ClaimKind.POSITION and predicate.actors and all(_is_gear(parse, actor) for actor in predicate.actors):
        return True  # "the army, supported by artillery and aircraft"
    if entry.kind is ClaimKind.DETENTION and any(t.lower.endswith(("self", "selves")) for t in predicate.recipients):
        return True
    if _is_defined(parse, predicate, verdict.status):
        return True
    known = predicate.rule.startswith("operator") and verdict.status in (Status.DONE, Status.ONGOING)
    return known or is_described(parse, predicate, verdict.status)


def _is_gear(parse: Parse, actor: Token) -> bool:
    return is_a(parse, actor, "weapon") or is_a(parse, actor, "vehicle")


def _is_defined(parse: Parse, predicate: Predicate, status: Status) -> bool:
    """Whether a sentence says what a word means: "having a plane drop a bomb is one strike"."""
    if status not in (Status.DONE, Status.ONGOING) or predicate.rule in ("task", "state", "there-is"):
        return False
    for node in (predicate.trigger, *parse.ancestors(predicate.trigger)):
        above = parse.head(node)
        if node.dep == "csubj" or (node is predicate.trigger and node.dep == "attr"):
            one = node.is_verb or any(c.lower in ("one", "a", "an") for c in parse.children(node, "nummod"))
            return above.lemma == "be" and above.tag == "VBZ" and one
    return False


def is_described(parse: Parse, predicate: Predicate, status: Status | None) -> bool:
    """Whether a relative clause only says what kind of thing is meant: a state, a view, a habit ("people who burn ships")."""
    clause, kind = predicate.clause, predicate.entry.kind
    if clause.dep not in ("relcl", "acl"):
        return False
    if kind is ClaimKind.SITUATION:
        return True
    noun, subject = parse.head(clause), surface_subject(parse, clause)
    if clause.dep != "relcl" or noun.is_proper or subject is not noun:
        return False
    habit = clause.tag in ("VBP", "VBZ") and not parse.children(clause, "aux", "auxpass") and status is Status.DONE
    return habit or kind in VOICED


def _kind(parse: Parse, predicate: Predicate, verdict: Verdict) -> ClaimKind:
    """The kind of the word, but a mandate for what a force takes part in, and an undertaking for what one refuses or promises."""
    verb = predicate.verb
    if verb is not None and predicate.rule == "support" and verb.lemma in ("participate", "partake"):
        return ClaimKind.DEPLOYMENT if _is_force(parse, predicate) else predicate.entry.kind
    promised = verdict.because and parse.token_at(verdict.because[0].span.start)
    if promised and promised.lemma in PROMISES and verdict.status in (Status.PLANNED, Status.DENIED):
        return ClaimKind.COMMITMENT
    refused = predicate.rule == "there-is" and verdict.status is Status.DENIED and "plan" in verdict.effects
    if refused and (predicate.entry.event_type in FRIENDLY or predicate.trigger.lemma == "change"):
        return ClaimKind.COMMITMENT
    return predicate.entry.kind


def _helps(parse: Parse, predicate: Predicate) -> bool:
    """Whether forces are being supported or support in deed: "is supporting the militia with air strikes"."""
    verb = predicate.verb
    going = verb is not None and (verb.tag == "VBG" or is_under_way(parse, verb))
    parties = (*predicate.actors, *predicate.recipients)
    forces = any(is_a(parse, token, "forces") for token in parties if token.lower not in PRONOUNS)
    return predicate.rule == "verb" and predicate.trigger.lemma == "support" and going and forces


def _is_force(parse: Parse, predicate: Predicate) -> bool:
    return any(is_a(parse, token, "forces") for token in predicate.actors if token.lower not in PRONOUNS)


def settled(parse: Parse, predicate: Predicate, verdict: Verdict) -> Status:
    """The status; an announced harm tied to a condition is a threat, a mandate holds, a wish to praise is praise."""
    status, entry = verdict.status, predicate.entry
    if predicate.rule == "task" and entry.kind is ClaimKind.DEPLOYMENT and status is Status.ORDERED:
        return Status.ONGOING
    if status is Status.ORDERED and entry.kind is ClaimKind.DECISION and predicate.trigger.tag == "VBG":
        return Status.DONE  # "an order banning protests": it does so by being given
    voiced = entry.kind in VOICED and status in (Status.PLANNED, Status.HYPOTHETICAL) and _performs(parse, predicate, verdict)
    return Status.DONE if voiced else _conditioned(parse, predicate, verdict)


def _conditioned(parse: Parse, predicate: Predicate, verdict: Verdict) -> Status:
    status, entry = verdict.status, predicate.entry
    if _is_threat(parse, predicate, verdict):
        return Status.THREATENED
    if status in (Status.DONE, Status.ONGOING) and not verdict.effects and _present_if(parse, predicate):
        return Status.HYPOTHETICAL
    if status is Status.PLANNED and _conditional(parse, predicate.clause):
        return Status.THREATENED if entry.event_type in HARM and entry.kind is not ClaimKind.CASUALTIES else Status.HYPOTHETICAL
    if status is Status.PLANNED and "warn" in verdict.effects and entry.event_type in HARM:
        subject = surface_subject(parse, predicate.verb) if predicate.verb is not None else None
        same = subject is not None and subject.lower in PRONOUNS
        return Status.THREATENED if same else Status.HYPOTHETICAL
    announced = bool(verdict.because) and verdict.because[0].operator == "announce"
    if status is Status.PLANNED and announced and entry.kind in TOLD:
        return Status.DONE
    if (
        status is Status.ONGOING
        and entry.kind is ClaimKind.CASUALTIES
        and (predicate.rule == "there-is" or predicate.trigger.tag[-1] in "ZP" or predicate.trigger.lower in FALLEN)
    ):
        return Status.DONE
    if status is Status.DONE and _goes_on(parse, predicate, verdict):
        return Status.ONGOING
    if status in (Status.DONE, Status.ONGOING) and predicate.trigger.lemma in ORDERS:
        return Status.ORDERED
    running = predicate.trigger.tag in ("VBG", "VBZ", "VBP") and entry.kind is ClaimKind.DECISION
    if (
        status is Status.ONGOING
        and predicate.rule != "state"
        and not running
        and predicate.entry.kind in (VOICED | {ClaimKind.DECISION})
    ):
        return Status.DONE
    return status


def _is_threat(parse: Parse, predicate: Predicate, verdict: Verdict) -> bool:
    """Whether a harm is vowed, or a speaker warns of doing something himself or ties it to a condition: "will …, unless"."""
    if verdict.status not in (Status.PLANNED, Status.HYPOTHETICAL):
        return False
    verb, entry = predicate.verb, predicate.entry
    planned = verdict.status is Status.PLANNED
    vowed = planned and entry.event_type == "ASSAULT" and _vowed(parse, verdict)
    brazen = planned and entry.event_type in HARM and any(parse.tokens[i].lemma in BRAZEN for i in verdict.tokens)
    return vowed or brazen or (verb is not None and _binds_itself(parse, predicate, verb) and _is_grim(parse, predicate, verdict))


def _binds_itself(parse: Parse, predicate: Predicate, verb: Token) -> bool:
    """Whether the one who speaks tells what he himself will do."""
    subject = surface_subject(parse, verb)
    forms = {c.lower for c in parse.children(verb, "aux")}
    will = bool(forms & WILL) and not forms & {"have", "'ve", "’ve"}  # "would have tackled him" threatens nobody
    if not will or subject is None or subject.lower not in PRONOUNS or predicate.entry.event_type in FRIENDLY:
        return False
    return subject.lower in OWN or verb.dep in ("ccomp", "conj", "acl")


def _is_grim(parse: Parse, predicate: Predicate, verdict: Verdict) -> bool:
    if "warn" in verdict.effects or any(t.lower in ("you", "your") for t in predicate.recipients):
        return True
    harsh = predicate.entry.event_type in HARSH
    return _conditional(parse, predicate.clause) and (harsh or _unless(parse, predicate.clause))


def _unless(parse: Parse, verb: Token) -> bool:
    return any(c.lower == "unless" for v in parse.children(verb, "advcl") for c in parse.children(v, "mark"))


def _vowed(parse: Parse, verdict: Verdict) -> bool:
    """Whether the outermost word is a vow: to vow an attack is to threaten it."""
    word = parse.token_at(verdict.because[0].span.start) if verdict.because else None
    return word is not None and word.lemma in VOWS


def _present_if(parse: Parse, predicate: Predicate) -> bool:
    """Whether a present tense depends on an "if": "they shoot if he moves"."""
    verb = predicate.verb
    return verb is not None and verb.tag in ("VBZ", "VBP") and _conditional(parse, predicate.clause)


def _performs(parse: Parse, predicate: Predicate, verdict: Verdict) -> bool:
    """Whether the words do what they name: "I would like to commend", "I take this opportunity to call on"."""
    above = [parse.token_at(reason.span.start) for reason in verdict.because]
    return bool(above) and _first_person(parse, predicate.verb) and all(t is not None and t.lower in POLITE for t in above)


def _first_person(parse: Parse, verb: Token | None) -> bool:
    subject = surface_subject(parse, verb) if verb is not None else None
    return subject is not None and subject.lower in OWN


def _goes_on(parse: Parse, predicate: Predicate, verdict: Verdict) -> bool:
    """Whether it is a state at the time of the text, or what a simple present tells of no single deed."""
    kind, verb = predicate.entry.kind, predicate.verb
    if kind is ClaimKind.SITUATION:
        return _present(parse, verb) or (verb is not None and is_faced(parse, verb))
    doing = kind in USUAL and predicate.clause is verb
    return doing and verb is not None and SILENT.issuperset(verdict.effects) and is_usual(parse, verb)


def _present(parse: Parse, verb: Token | None) -> bool:
    """Whether a state holds at the time of the text: a present or present perfect."""
    if verb is None:
        return False
    finite = next((c for c in parse.children(verb, "aux", "auxpass") if c.tag != "TO"), verb)
    return finite.tag in ("VBZ", "VBP")


def _conditional(parse: Parse, verb: Token) -> bool:
    """Whether the clause, or the one it is told in, depends on an "if" or "unless"."""
    clauses = [c for v in (verb, *parse.ancestors(verb)) for c in parse.children(v, "advcl")]
    return any(mark.lower in ("if", "unless") for clause in clauses for mark in parse.children(clause, "mark"))


def _own_future(parse: Parse, predicate: Predicate, status: Status) -> bool:
    if status not in (Status.PLANNED, Status.DENIED) or predicate.verb is None:
        return False
    subject = surface_subject(parse, predicate.verb)
    future = any(c.lower in ("will", "shall", "'ll", "’ll", "wo") for c in parse.children(predicate.verb, "aux"))
    return future and subject is not None and subject.lower in OWN


def _plainly_denied(parse: Parse, verdict: Verdict) -> bool:
    """Whether "not" or "never" stands there; "we will spare no effort" promises effort."""
    words = [parse.token_at(reason.span.start) for reason in verdict.because if reason.operator == "neg"]
    return any(word is not None and word.lower in ("not", "n't", "n’t", "never") for word in words)


def _asked(parse: Parse, predicate: Predicate, verdict: Verdict) -> Sorted | None:
    """A demand by "must" or "should" where someone who could act is named; what stands below a verb of asking is its part."""
    asked = verdict.asked
    if asked is None or predicate.verb is None or verdict.status is Status.DENIED:
        return None
    if not is_subjunctive(parse, asked) and not _binds(parse, asked, predicate.verb):
        return None
    subject = frame_of(parse, predicate.verb).subj
    if subject is None or subject.lower in OWN or not is_party(parse, subject):
        return None
    return Sorted(ClaimKind.DEMAND, "REQUEST", Status.DONE, (), (subject,))


def _binds(parse: Parse, asked: Token, verb: Token) -> bool:
    """Whether "must", "have to", "need to" or "it is necessary that" stands with the verb."""
    if asked.tag[:2] == "JJ":  # "it is necessary that they stop"
        return True
    modal = asked.tag == "MD" or asked.lemma in ("have", "need")
    return modal and (parse.head(asked) is verb or verb.dep in ("conj", "xcomp"))
