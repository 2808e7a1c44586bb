"""Where a text states an event or a state: verbs, event nouns, verb and noun together, "there is", "is calm"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.frames import Frame, frame_of, prepositions, surface_subject
from onrecord.annotators.happenings.lexicon import Entry, lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

AGAINST = ("against", "on", "upon", "at", "over", "into")
TOWARDS = ("with", "to", "from", "for", "of", "about", "in")
BEING = frozenset({"be", "remain", "stay", "become", "seem", "appear", "keep", "go", "fall", "stand", "lie"})


OPEN = frozenset({ClaimKind.POSITION, ClaimKind.DEMAND, ClaimKind.COMMITMENT})
"""Kinds of verbs whose object may be the event itself ("rejected talks")."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """An event word in its clause.

    `trigger` is the event's own word, `clause` the word that heads the stretch which states it (the verb, or the noun where
    no verb bears it). `actors` and `recipients` are heads of noun phrases. `rule` names what found it.
    """

    trigger: Token
    clause: Token
    verb: Token | None
    entry: Entry
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    rule: str
    instrument: Token | None = None


def predicates(parse: Parse) -> Iterator[Predicate]:
    """All predicates of a text, in text order of their triggers; each trigger once."""
    lists = lexicon()
    senses, phrases, states = lists.senses, lists.phrases, lists.states
    taken: set[int] = set()
    for token in parse.tokens:
        tag = token.tag[:2]
        if tag == "VB" and token.dep not in ("aux", "auxpass", "amod", "compound"):
            lemma = token.lemma
            found = None
            if lemma in phrases:
                found = _phrase(parse, token)
            if found is None and ("verb", lemma) in senses:
                found = _verb(parse, token)
            if found is None and lemma in BEING:
                found = _being(parse, token)
            if found is None:
                found = _own_future(parse, token)
        elif tag == "NN":
            found = _noun(parse, token) if ("noun", token.lemma.lower()) in senses and token.i not in taken else None
        elif ("adj", token.lower) in states:
            found = _state(parse, token)
        else:
            continue
        if found is not None and not _told(found, taken):
            if found.entry.kind not in OPEN:
                taken.add(found.trigger.i)
            if found.rule == "phrase":
                taken.update(t.i for t in parse.children(token, "dobj", "prep", "oprd"))
            yield found


def _told(found: Predicate, taken: set[int]) -> bool:
    """Whether a verb before has told the event of this noun already."""
    above = found.clause.i if found.rule == "support" else found.trigger.head
    return found.trigger.i in taken or (found.rule in ("support", "operator-verb") and above in taken)


# Verbs


def _verb(parse: Parse, verb: Token) -> Predicate | None:
    frame = frame_of(parse, verb)
    entry = next((e for e in lexicon().senses["verb", verb.lemma] if fits(parse, frame, e)), None)
    if entry is None or _bears_noun(parse, frame, entry):
        return None
    if entry.kind.value == "situation" and parse.children(verb, "acomp", "attr"):
        return None
    actors, recipients = roles(parse, frame, entry)
    tool = _tool(parse, frame)
    if tool is not None and entry.kind is ClaimKind.CASUALTIES and entry.event_type is None:
        entry = lexicon().senses["verb", "kill"][0]  # who dies in a strike is killed by it
    if tool is not None and entry.kind is ClaimKind.INCIDENT and entry.event_type is None:
        entry = replace(entry, event_type="ASSAULT")
    if tool is not None and (not actors or actors[0] is tool):
        actors = _some(_doer(parse, tool, entry, prepositions(parse, tool)))
    return Predicate(verb, verb, verb, entry, actors, recipients, "verb", tool)


def _bears_noun(parse: Parse, frame: Frame, entry: Entry) -> bool:
    """Whether the object is an event noun and the verb only bears it ("launched an attack", "suspended talks")."""
    obj = frame.obj
    if obj is None or ("noun", obj.lemma.lower()) not in lexicon().senses or entry.kind.value in ("position", "demand"):
        return False
    whole = entry.kind is not ClaimKind.DECISION and any(need.startswith("obj:") for need in entry.needs)
    return frame.verb.lemma in lexicon().supports["obj"] and not whole


def fits(parse: Parse, frame: Frame, entry: Entry) -> bool:
    """Whether all conditions of a sense hold."""
    return all(_holds(parse, frame, need) for need in entry.needs)


def _holds(parse: Parse, frame: Frame, need: str) -> bool:
    if need.startswith("!"):
        return not _holds(parse, frame, need[1:])
    if need == "passive":
        return frame.passive
    if need == "noobj":
        return frame.obj is None
    if need in ("xcomp", "ccomp"):
        return need in frame.clausal
    slot, _, name = need.partition(":")
    if slot == "prt":
        return name in frame.particles
    token = frame.obj if slot == "obj" else frame.subj if slot == "subj" else frame.preps.get(slot)
    return token is not None and (not name or is_a(parse, token, name))


def roles(parse: Parse, frame: Frame, entry: Entry) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The heads of the actors and recipients of a verb."""
    if entry.frame == "undergo":
        undergoer = frame.subj or frame.obj
        return (), _some(undergoer if undergoer is not None and entry.kind.value != "deployment" else None)
    if entry.frame == "moved":
        return _some(frame.subj), _some(_goal(parse, frame))
    met = entry.event_type == "CONSULT"
    direct = frame.obj if frame.obj is not None else frame.preps.get("with") if met else _complement(parse, frame)
    if direct is not None and entry.event_type == "REQUEST":
        direct = _asked(parse, frame)
    return _some(frame.subj), _some(direct)


def _tool(parse: Parse, frame: Frame) -> Token | None:
    """What it is done with: a weapon or a blow that stands as the doer, or behind "with", "in" or "using"."""
    if frame.subj is not None and (is_a(parse, frame.subj, "blow")):
        return frame.subj
    for word in ("with", "by", "in", "from", "during"):
        token = frame.preps.get(word)
        if token is not None and is_a(parse, token, "blow"):
            return token
    using = (c for c in parse.children(frame.verb, "advcl", "xcomp") if c.lower == "using")
    objects = [obj for verb in using for obj in parse.children(verb, "dobj")]
    return objects[0] if objects and is_a(parse, objects[0], "weapon") else None


def _asked(parse: Parse, frame: Frame) -> Token | None:
    """Of whom something is demanded: the object if it is a party, else "of", "from", "to", "on"."""
    if frame.obj is not None and is_party(parse, frame.obj):
        return frame.obj
    preps = {**(prepositions(parse, frame.obj) if frame.obj is not None else {}), **frame.preps}
    found = (preps.get(word) for word in ("on", "to", "from", "of", "with"))
    return next((token for token in found if token is not None and is_party(parse, token)), None)


def _goal(parse: Parse, frame: Frame) -> Token | None:
    dative = parse.children(frame.verb, "dative")
    if dative and dative[0].is_noun:
        return dative[0]
    goal = frame.preps.get("to") or frame.preps.get("for")
    return goal if goal is not None and is_party(parse, goal) else None


def _complement(parse: Parse, frame: Frame) -> Token | None:
    for word in (*AGAINST, *TOWARDS):
        token = frame.preps.get(word)
        if token is not None and (word in ("against", "with") or is_party(parse, token) or is_a(parse, token, "place")):
            if word == "of" and frame.verb.tag == "VBG":  # "shelling of the town"
                return token
            if word in ("in", "from", "for", "of", "about", "over") or (word in ("on", "at") and _is_time(parse, token)):
                continue
            return token
    return None


def _is_time(parse: Parse, token: Token) -> bool:
    name = parse.name_at(token)
    return name is not None and name.label in ("DATE", "TIME")


def _some(token: Token | None) -> tuple[Token, ...]:
    return (token,) if token is not None else ()


# Verb and noun together


def _phrase(parse: Parse, verb: Token) -> Predicate | None:
    for item in lexicon().phrases[verb.lemma]:
        noun = _partner(parse, verb, item.via, item.nouns)
        if noun is not None:
            frame = frame_of(parse, verb)
            return Predicate(
                verb, verb, verb, item.entry, *_phrase_roles(parse, frame, item.entry, noun), "phrase", _tool(parse, frame)
            )
    return None


def _partner(parse: Parse, verb: Token, via: str, nouns: frozenset[str]) -> Token | None:
    if via == "obj":
        near = parse.children(verb, "dobj", "nsubjpass", "oprd", "ccomp", "npadvmod", "attr", "acomp", "xcomp")
        near += [c for t in near if t.dep == "npadvmod" for c in parse.children(t, "appos")]
        return next((t for t in near if t.lemma.lower() in nouns), None)
    found = prepositions(parse, verb).get(via)
    return found if found is not None and found.lemma.lower() in nouns else None


def _phrase_roles(parse: Parse, frame: Frame, entry: Entry, noun: Token) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    if entry.frame in ("undergo", "alone"):
        return ((), _some(frame.subj)) if entry.frame == "undergo" else (_some(frame.subj), ())
    inner = parse.children(noun, "nsubj") or [c for c in parse.children(noun, "compound") if c.i == noun.i - 1]
    if inner or (frame.obj is not None and frame.obj is not noun):
        return _some(frame.subj), _some(inner[0] if inner else frame.obj)
    preps = {**prepositions(parse, noun), **frame.preps}
    words = [w for w in ("on", "at", "against", "to", "of", "with", "into") if w in preps]
    target = next((preps[w] for w in words if not _is_time(parse, preps[w])), None)
    return _some(frame.subj), _some(target if target is not noun else None)


# Event nouns


def _noun(parse: Parse, noun: Token) -> Predicate | None:
    if noun.is_proper or noun.dep in ("compound", "nmod", "poss", "npadvmod", "amod"):
        return None
    verb, rule = _bearer(parse, noun)
    senses = lexicon().senses["noun", noun.lemma.lower()]
    entry = next((e for e in senses if all(_noun_holds(parse, noun, verb, need) for need in e.needs)), None)
    if entry is None or rule is None or (entry.kind.value == "situation" and rule not in STATING):
        return None
    actors, recipients = _noun_roles(parse, noun, entry, verb)
    if rule in ("noun-given", "noun-fragment") and not _has_detail(parse, noun, rule):
        return None
    clause = verb if verb is not None else noun
    return Predicate(noun, clause, verb, entry, actors, recipients, rule)


STATING = frozenset({"there-is", "support", "occurs"})


def _noun_holds(parse: Parse, noun: Token, verb: Token | None, need: str) -> bool:
    """A condition on an event noun: its "of" phrase, a modifier, the verb that bears it, or who acts."""
    slot, _, name = need.partition(":")
    words = lexicon().classes.get(name, frozenset())
    if need == "exists":
        return verb is not None and bool(parse.children(verb, "expl"))
    if slot == "mod":
        return any(c.lower in words for c in parse.children(noun, "amod", "compound", "nmod"))
    if slot == "verb":
        return verb is not None and verb.lemma in words
    if slot == "actor":
        doer = _doer(parse, noun, OWN_FUTURE, prepositions(parse, noun))
        doer = surface_subject(parse, verb) if doer is None and verb is not None else doer
        return doer is not None and is_a(parse, doer, name)
    pobj = prepositions(parse, noun).get(slot)
    return pobj is not None and is_a(parse, pobj, name)


def _bearer(parse: Parse, noun: Token) -> tuple[Token | None, str | None]:
    """The verb that bears an event noun, and by which rule; no rule where the noun states nothing."""
    top = noun
    while top.dep == "conj" and parse.head(top).is_noun:
        top = parse.head(top)
    head, supports = parse.head(top), lexicon().supports
    if head is top:
        return None, "noun-fragment" if len(parse.children(top)) else None
    if head.lemma == "be" and any(c.dep == "expl" for c in parse.children(head)):
        return head, "there-is"
    if head.is_verb and top.dep in ("dobj", "nsubjpass", "attr") and head.lemma in supports["obj"]:
        return head, "support"
    if head.is_verb and top.dep in ("nsubj", "nsubjpass") and head.lemma in supports["subj"]:
        return head, "occurs"
    if top.dep == "pobj":
        governor = parse.head(head)
        if governor.is_verb and governor.lemma in supports.get(head.lower, ()):
            return governor, "support"
        if governor.is_noun and ("noun", governor.lemma.lower()) in lexicon().operators:
            return None, "operator-noun"
        if governor.is_verb and lexicon().operator("verb", governor.lemma, head.lower):
            return None, "operator-verb"
        if any(("noun", c.lemma.lower()) in lexicon().operators for c in parse.children(governor, "dobj")):
            return None, "operator-noun"
    if top.dep in ("dobj", "nsubjpass") and lexicon().operator("verb", head.lemma, "obj"):
        return None, "operator-verb"
    if head.lemma in ("be", "remain", "seem") and top.dep == "nsubj" and _judged(parse, head):
        return None, "operator-verb"
    return None, "noun-given"


def _judged(parse: Parse, be: Token) -> bool:
    """Whether the predicate of "be" says that the thing is not so, or only possible: "is out of the question"."""
    words = [c.lower for c in parse.children(be, "acomp", "attr", "prep")]
    operators = lexicon().operators
    return "out" in words or any(("adj", word) in operators or ("noun", word) in operators for word in words)


def _has_detail(parse: Parse, noun: Token, rule: str) -> bool:
    """Whether a noun that only presupposes an event brings a figure, a date or a place of its own."""
    children = parse.children(noun)
    operators = lexicon().operators
    if any(c.dep == "nummod" or (c.dep == "amod" and ("adj", c.lower) in operators) for c in children):
        return True
    if any(c.dep == "det" and c.lower in ("this", "that", "these", "those", "such") for c in children):
        return False
    inside = [parse.name_at(pobj) for c in children if c.dep == "prep" for pobj in parse.children(c, "pobj")]
    inside += [parse.name_at(c) for c in children if c.dep in ("npadvmod", "nmod", "compound")]
    labels = {name.label for name in inside if name is not None}
    return bool(labels & DETAIL) or (rule == "noun-fragment" and bool(labels))


DETAIL = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


def _noun_roles(parse: Parse, noun: Token, entry: Entry, verb: Token | None) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    preps = prepositions(parse, noun)
    if verb is not None:
        preps = {**prepositions(parse, verb), **preps}
    if "between" in preps:
        return (preps["between"],), ()
    actor = _doer(parse, noun, entry, preps)
    if actor is None and verb is not None and noun.dep != "nsubj":
        frame = frame_of(parse, verb)
        actor = frame.subj if frame.subj is not None and frame.subj is not noun and not _joined(parse, noun, frame.subj) else None
    target = _target(parse, noun, entry, preps)
    return _some(actor), _some(target if target is not actor else None)


def _joined(parse: Parse, noun: Token, subject: Token) -> bool:
    return noun.dep == "conj" and subject in parse.ancestors(noun)


def _doer(parse: Parse, noun: Token, entry: Entry, preps: dict[str, Token]) -> Token | None:
    for child in parse.children(noun, "poss"):
        if is_party(parse, child) or child.tag == "PRP$":
            return child if entry.frame == "of-actor" or "of" in preps else None
    if "by" in preps:
        return preps["by"]
    for child in parse.children(noun, "amod", "compound", "nmod"):
        name = parse.name_at(child)
        named = name is not None and name.label in ("NORP", "ORG", "GPE")
        if named or (child.is_noun and is_a(parse, child, "forces")):
            return child
    of = preps.get("of")
    return of if entry.frame == "of-actor" and of is not None and is_party(parse, of) else None


def _target(parse: Parse, noun: Token, entry: Entry, preps: dict[str, Token]) -> Token | None:
    words = ["against", "on", "upon"]
    words += ["of"] if entry.frame == "of-recipient" else []
    words += ["with"] if entry.event_type in ("CONSULT", "ASSAULT") else []
    words += ["to", "for"] if entry.event_type in ("AID", "SUPPORT", "REQUEST") else []
    words += ["into"] if entry.event_type == "ACCUSE" else []
    for word in words:
        token = preps.get(word)
        if token is not None and not _is_time(parse, token):
            return token
    if entry.frame == "of-recipient":
        return next((c for c in parse.children(noun, "poss") if "of" not in preps), None)
    return None


# States


def _state(parse: Parse, adjective: Token) -> Predicate | None:
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


def _being(parse: Parse, be: Token) -> Predicate | None:
    return _under(parse, be) or _task(parse, be) or _member(parse, be) or _people(parse, be)


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


SITUATION = Entry(ClaimKind.SITUATION, None, None, "undergo")


def _people(parse: Parse, be: Token) -> Predicate | None:
    """ "There are fighters among them who …": people who are somewhere."""
    noun = next(iter(parse.children(be, "attr", "nsubj")), None)
    if noun is None or not parse.children(be, "expl") or not is_a(parse, noun, "people"):
        return None
    among = any(c.lower in ("among", "amongst") for c in [*parse.children(be, "prep"), *parse.children(noun, "prep")])
    return Predicate(noun, be, be, SITUATION, (), (noun,), "there-is") if among else None


OWN_FUTURE = Entry(ClaimKind.COMMITMENT, "AGREE", None, "-")


def _own_future(parse: Parse, verb: Token) -> Predicate | None:
    """What the voice itself undertakes: "we will …", also without the pronoun, or "the results will be published"."""
    will = [c for c in parse.children(verb, "aux") if c.lower in ("will", "shall", "'ll", "’ll", "wo")]
    if not will or ("stative", verb.lemma) in lexicon().states:
        return None
    frame = frame_of(parse, verb)
    own = frame.subj is not None and frame.subj.lower in ("we", "i")
    told = frame.obj is None or not frame.obj.tag.startswith(("PRP", "DT", "W"))
    silent = frame.subj is None and verb.dep in ("ROOT", "ccomp", "conj") and (told if frame.passive else verb.dep == "ROOT")
    if not (own or silent):
        return None
    towards = frame.obj if frame.obj is not None and is_party(parse, frame.obj) else None
    return Predicate(verb, verb, verb, OWN_FUTURE, _some(frame.subj), _some(towards), "own-future")


def _stated(parse: Parse, trigger: Token, be: Token, frame: Frame, key: tuple[str, str]) -> Predicate | None:
    subject = frame.obj if be.lemma == "leave" and frame.obj is not None else frame.subj
    for entry in lexicon().states[key]:
        wanted = entry.needs[0].partition(":")[2] if entry.needs else None
        if subject is not None and (wanted is None or is_a(parse, subject, wanted)):
            return Predicate(trigger, be, be, entry, (), (subject,), "state")
    return None
