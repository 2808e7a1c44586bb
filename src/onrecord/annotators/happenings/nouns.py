"""Events that a noun states: "the shelling of", "clashes broke out", "carried out an attack", "there were no talks"."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.blame import takes_deed
from onrecord.annotators.happenings.frames import frame_of, is_time, prepositions, surface_subject
from onrecord.annotators.happenings.lexicon import Entry, lexicon, words
from onrecord.annotators.happenings.predicate import Predicate, Roles, doer, some
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

ANYBODY = Entry(ClaimKind.INCIDENT, None, None, "of-actor")
BEFALLING, BEHOLDING, SHARES = words("befalling"), words("beholding"), words("shares")
ATTENDING, DRAGGING = words("attending"), words("dragging")
STATING = frozenset(("there-is", "support", "occurs"))
DETAIL = frozenset(("DATE", "TIME", "GPE", "LOC", "FAC"))


def find_noun(parse: Parse, noun: Token) -> Predicate | None:
    if noun.is_proper or noun.dep in ("compound", "nmod", "poss", "npadvmod", "amod"):
        return None
    verb, rule = _bearer(parse, noun)
    senses = lexicon().senses["noun", noun.lemma.lower()]
    entry = next((e for e in senses if all(_noun_holds(parse, noun, verb, need) for need in e.needs)), None)
    if entry is None or rule is None or (entry.kind is ClaimKind.SITUATION and rule not in STATING):
        return None
    actors, recipients = _noun_roles(parse, noun, entry, verb)
    if rule in ("noun-given", "noun-fragment") and not _has_detail(parse, noun, rule):
        return None
    clause = verb if verb is not None else noun
    share = parse.head(parse.head(noun)) if noun.dep == "pobj" else noun
    if rule == "operator-noun" and takes_deed(parse, share):
        return None
    if rule == "operator-noun" and any(c.lemma in SHARES for c in parse.children(share, "dobj")):
        return None  # the same, where the parse hangs "in the raid" on the verb
    if rule == "operator-noun" and share.lemma.lower() in SHARES:  # denied is the share in it: "involvement in the raid"
        clause, actors = share, actors or some(_holder_of(parse, share))
    return Predicate(noun, clause, verb, entry, actors, recipients, rule)


def _noun_holds(parse: Parse, noun: Token, verb: Token | None, need: str) -> bool:
    """A condition on an event noun: its "of" phrase, a modifier, the verb that bears it, or who acts."""
    slot, _, name = need.partition(":")
    members = lexicon().classes.get(name, frozenset())
    if need == "exists":
        return verb is not None and bool(parse.children(verb, "expl"))
    if slot == "mod":
        return any(c.lower in members for c in parse.children(noun, "amod", "compound", "nmod"))
    if slot == "verb":
        return verb is not None and verb.lemma in members
    if slot == "actor":
        actor = doer(parse, noun, ANYBODY, prepositions(parse, noun))
        actor = surface_subject(parse, verb) if actor is None and verb is not None else actor
        return actor is not None and is_a(parse, actor, name)
    pobj = prepositions(parse, noun).get(slot)
    return pobj is not None and is_a(parse, pobj, name)


Bearer = tuple[Token | None, str | None]
"""The verb that bears an event noun, and by which rule; no rule where the noun states nothing."""


def _bearer(parse: Parse, noun: Token) -> Bearer:
    top = noun
    while top.dep == "conj" and parse.head(top).is_noun:
        top = parse.head(top)
    head = parse.head(top)
    if head is top:
        return None, "noun-fragment" if top.children else None
    if head.lemma == "be" and parse.children(head, "expl"):
        return head, "there-is"
    found = _of_preposition(parse, head) if top.dep == "pobj" else _of_verb(parse, head, top)
    return found or (None, "noun-given")


def _of_verb(parse: Parse, verb: Token, noun: Token) -> Bearer | None:
    supports = lexicon().supports
    if verb.lemma == "break" and noun.lemma.lower() in DRAGGING:
        return None  # who breaks a siege does not lay it
    if verb.is_verb and noun.dep in ("dobj", "nsubjpass", "attr") and verb.lemma in supports["obj"]:
        return verb, "support"
    if verb.is_verb and noun.dep in ("nsubj", "nsubjpass") and verb.lemma in supports["subj"]:
        return verb, "occurs"
    if noun.dep in ("dobj", "nsubjpass") and lexicon().operator("verb", verb.lemma, "obj"):
        return None, "operator-verb"
    judged = noun.dep == "nsubj" and verb.lemma in ("be", "remain", "seem") and _judged(parse, verb)
    return (None, "operator-verb") if judged else None


def _of_preposition(parse: Parse, prep: Token) -> Bearer | None:
    governor, operators = parse.head(prep), lexicon().operators
    if governor.is_verb and governor.lemma in lexicon().supports.get(prep.lower, ()):
        return governor, "support"
    if governor.is_noun and ("noun", governor.lemma.lower()) in operators:
        return None, "operator-noun"
    if governor.is_verb and lexicon().operator("verb", governor.lemma, prep.lower):
        return None, "operator-verb"
    if any(("noun", c.lemma.lower()) in operators for c in parse.children(governor, "dobj")):
        return None, "operator-noun"
    return None


def _judged(parse: Parse, be: Token) -> bool:
    """Whether the predicate of "be" says that the thing is not so, or only possible: "is out of the question"."""
    said = [c.lower for c in parse.children(be, "acomp", "attr", "prep")]
    operators = lexicon().operators
    return "out" in said or any(("adj", word) in operators or ("noun", word) in operators for word in said)


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


def _noun_roles(parse: Parse, noun: Token, entry: Entry, verb: Token | None) -> Roles:
    preps = prepositions(parse, noun)
    if verb is not None:
        preps = {**prepositions(parse, verb), **preps}
    if "between" in preps:
        return (preps["between"],), ()
    comes = verb is not None and verb.lemma in ATTENDING and entry.event_type == "ASSAULT"
    subject = _acting_subject(parse, noun, verb) if verb is not None and noun.dep != "nsubj" and not comes else None
    actor = doer(parse, noun, entry, preps)
    if actor is None or (subject is not None and is_party(parse, subject) and actor.dep in ("compound", "nmod")):
        actor = subject or actor  # "they made six drug arrests"
    target = _target(parse, noun, entry, preps)
    harmed = verb is not None and entry.kind is ClaimKind.CASUALTIES
    hurt = verb is not None and harmed and verb.lemma == "have"
    if hurt or (verb is not None and harmed and verb.lemma in ("announce", "confirm", "report")):
        actor = None  # "had a minor injury", "announced his death"
    if target is None and verb is not None and (hurt or verb.lemma in BEFALLING):
        target = frame_of(parse, verb).subj
    return some(actor), some(target if target is not actor else None)


def _acting_subject(parse: Parse, noun: Token, verb: Token) -> Token | None:
    """The subject of the verb that bears an event noun, where it is the one who acts: not who suffers or saw an attack."""
    subject = frame_of(parse, verb).subj
    if subject is None or subject is noun or _joined(parse, noun, subject) or verb.lemma in BEFALLING | BEHOLDING:
        return None
    return subject


def _holder_of(parse: Parse, share: Token) -> Token | None:
    """Who denies or has a share in something: the possessor, else the subject of the verb above."""
    owner = next(iter(parse.children(share, "poss")), None)
    above = parse.head(share)
    return owner or (surface_subject(parse, above) if above.is_verb else None)


def _joined(parse: Parse, noun: Token, subject: Token) -> bool:
    return noun.dep == "conj" and subject in parse.ancestors(noun)


def _target(parse: Parse, noun: Token, entry: Entry, preps: dict[str, Token]) -> Token | None:
    ways = ["against", "on", "upon"] if entry.event_type not in ("CONSULT", "AGREE") else ["against"]
    ways += ["of"] if entry.frame == "of-recipient" else []
    ways += ["with"] if entry.event_type in ("CONSULT", "ASSAULT") else []
    ways += ["to", "for"] if entry.event_type in ("AID", "SUPPORT", "REQUEST") else []
    ways += ["into"] if entry.event_type == "ACCUSE" else []
    for word in ways:
        token = preps.get(word)
        if token is not None and not is_time(parse, token):
            return token
    if entry.frame == "of-recipient":
        return next((c for c in parse.children(noun, "poss") if "of" not in preps), None)
    return None
