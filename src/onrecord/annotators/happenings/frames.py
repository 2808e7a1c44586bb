"""Who stands where around a verb: its logical subject and object, whatever the voice, the coordination and the control."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
OBJECT_CONTROL, CHARGING, ORDERING = words("object_control"), words("charging"), words("ordering")
MOVING, RESULTING = words("moving"), words("resulting")
THINKING, SET_PHRASES = words("thinking"), words("set_phrases")


PARTICIPLES = ("ken", "ven", "den", "ten", "own")
"""Endings that no past tense of these verbs has, whatever the tag says: "retaken", "driven"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The logical arguments of a verb: heads of the phrases, None where there is none.

    `preps` maps a preposition to the head of its phrase; `particles` are those of the verb ("round up").
    """

    verb: Token
    passive: bool
    subj: Token | None
    obj: Token | None
    preps: dict[str, Token]
    particles: tuple[str, ...]
    clausal: tuple[str, ...]


def frame_of(parse: Parse, verb: Token) -> Frame:
    """The logical arguments of a verb.

    Args:
        parse: the text's parse.
        verb: the token of the main verb, not of an auxiliary.
    """
    passive = is_passive(parse, verb)
    surface = surface_subject(parse, verb)
    preps = prepositions(parse, verb)
    obj = surface if passive else _object(parse, verb)
    subj = _agent(parse, verb) if passive else surface
    return Frame(
        verb,
        passive,
        subj,
        obj,
        preps,
        tuple(c.lower for c in parse.children(verb, "prt")),
        tuple(c.dep for c in parse.children(verb, "xcomp", "ccomp")),
    )


def is_passive(parse: Parse, verb: Token) -> bool:
    """Whether the verb is passive, as a reduced relative ("troops sent home") or a coordinated participle too."""
    deps = {child.dep for child in parse.children(verb)}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if verb.tag not in ("VBN", "VBD") or "aux" in deps or "nsubj" in deps:
        return False
    if verb.dep == "conj":
        return (verb.tag == "VBN" or verb.lower.endswith(PARTICIPLES)) and is_passive(parse, parse.head(verb))
    if verb.dep == "acl" and verb.tag == "VBD" and verb.lemma in MOVING:
        return False  # "the first of the observers landed": a clause cut short by the parse
    if verb.dep in ("acl", "advcl") or (verb.dep in ("ROOT", "ccomp") and verb.tag == "VBN"):
        return "dobj" not in deps
    return False


def prepositions(parse: Parse, token: Token) -> dict[str, Token]:
    """The prepositions below a token with the heads of their phrases; the first of each counts."""
    found: dict[str, Token] = {}
    for child in parse.children(token, "prep", "dative", "agent"):
        inside = parse.children(child, "pobj")
        if inside and inside[0].lower not in SET_PHRASES:
            found.setdefault(child.lower, inside[0])
        if child.lower in ("according", "due", "prior", "thanks", "owing") or any(t.lower in SET_PHRASES for t in inside):
            continue
        for nested in parse.children(child, "prep"):  # "from under", "up to"
            for pobj in parse.children(nested, "pobj"):
                found.setdefault(nested.lower, pobj)
    return found


def surface_subject(parse: Parse, verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject of a verb, also where it is shared, controlled or stands as the noun above."""
    if parse.children(verb, "expl"):
        return None
    own = parse.children(verb, *SUBJECTS)
    if own:
        return _antecedent(parse, own[-1] if own[-1].dep != "csubj" else own[0])
    head = parse.head(verb)
    if depth > 6 or head is verb:
        return None
    return _shared_subject(parse, verb, head, depth)


def _shared_subject(parse: Parse, verb: Token, head: Token, depth: int) -> Token | None:
    if verb.dep == "acl" and verb.tag == "VBG" and verb.lemma in RESULTING and head.dep == "dobj":
        return surface_subject(parse, parse.head(head), depth + 1)  # "hit a house, killing nine"
    if verb.dep == "acl":
        return head if verb.tag in ("VBG", "VBN", "VBD") else _holder(parse, head, depth)
    if verb.dep == "pcomp":
        return _behind_preposition(parse, head, depth)
    if verb.dep == "xcomp":
        return _controller(parse, head, depth)
    if verb.dep == "advcl" and head.lemma in THINKING:
        return None
    if verb.dep == "ccomp" and verb.tag not in ("VBG", "VB"):
        return None
    if verb.dep == "conj" and verb.tag in ("VBD", "VBZ", "VBP") and head.tag in ("VB", "VBG"):
        return surface_subject(parse, _finite(parse, head), depth + 1)
    if verb.dep == "conj" or (verb.dep in ("advcl", "ccomp", "dep") and head.is_verb):
        return surface_subject(parse, head, depth + 1)
    return None


def _finite(parse: Parse, verb: Token) -> Token:
    """The finite verb above an infinitive or gerund: "accused them of hiding it | and fired"."""
    found = (v for v in parse.ancestors(verb) if v.is_verb and v.tag not in ("VB", "VBG"))
    return next(found, verb)


def _controller(parse: Parse, head: Token, depth: int) -> Token | None:
    """Who does an infinitive: the object of the verb above, else its subject; the subject of "be" behind an adjective."""
    if not head.is_verb:
        above = parse.head(head)
        subject = surface_subject(parse, above, depth + 1) if above.is_verb else None
        return None if subject is not None and subject.lower == "it" else subject  # "it is necessary to"
    direct = _direct(parse, head)
    if direct is None and head.lemma in ORDERING and not is_passive(parse, head):
        return None
    return direct or surface_subject(parse, head, depth + 1)


def _behind_preposition(parse: Parse, prep: Token, depth: int) -> Token | None:
    """Who does a gerund behind a preposition."""
    governor = parse.head(prep)
    controlled = prep.lower in OBJECT_CONTROL
    if governor.is_noun and controlled and parse.head(governor).lemma in CHARGING:
        return governor
    if not governor.is_verb:
        return _holder(parse, governor, depth) if governor.is_noun else None
    direct = _direct(parse, governor) if controlled else None
    return direct or surface_subject(parse, governor, depth + 1)


def _holder(parse: Parse, noun: Token, depth: int) -> Token | None:
    """Whose plan, attempt or threat it is."""
    for child in parse.children(noun, "poss"):
        return child
    by = prepositions(parse, noun).get("by")
    if by is not None:
        return by
    above = parse.head(noun)
    if above.is_verb and noun.dep == "dobj":
        return surface_subject(parse, above, depth + 1)
    return None


def _direct(parse: Parse, verb: Token) -> Token | None:
    found = parse.children(verb, "dobj", "dative")
    return next((t for t in found if t.dep == "dobj"), None)


def _object(parse: Parse, verb: Token) -> Token | None:
    direct = _direct(parse, verb)
    content = verb.dep == "relcl" and _holds_content(parse.head(verb))  # "reports that they fired"
    if direct is not None and not (content and direct.lower == "that"):
        return _antecedent(parse, direct)
    if verb.dep == "relcl" and not any(c.lower in RELATIVE and c.dep in SUBJECTS for c in parse.children(verb)):
        return parse.head(verb) if parse.children(verb, *SUBJECTS) and not _stranded(parse, verb) else None
    joined = parse.children(verb, "conj")
    if joined and verb.i + 2 == joined[0].i:  # "detain or beat the reporters"
        return _object(parse, joined[0])
    return None


def _stranded(parse: Parse, verb: Token) -> bool:
    """Whether the relative clause has another gap ("the town where", "in which they met")."""
    if any(c.lower == "that" and c.dep not in SUBJECTS for c in parse.children(verb)) and _holds_content(parse.head(verb)):
        return True
    first = parse.subtree(verb)[0]
    return first.lower in ("where", "when", "why", "how", "in", "at", "on", "from", "to", "whose") or bool(
        parse.children(verb, "ccomp", "xcomp")
    )


def is_time(parse: Parse, token: Token) -> bool:
    """Whether a noun names a date or a time of day."""
    name = parse.name_at(token)
    return name is not None and name.label in ("DATE", "TIME")


def _holds_content(noun: Token) -> bool:
    """Whether a noun stands for what is told: "reports that they fired"."""
    return ("noun", noun.lemma.lower()) in lexicon().operators


def _agent(parse: Parse, verb: Token) -> Token | None:
    for child in parse.children(verb, "agent", "prep"):
        if child.lower == "by":
            inside = parse.children(child, "pobj")
            if inside and not is_time(parse, inside[0]):
                return _antecedent(parse, inside[0])
    last = parse.children(verb, "conj")
    if (
        last
        and verb.dep != "conj"
        and not parse.children(verb, "prep", "dobj", "xcomp")
        and not parse.children(last[0], *SUBJECTS)
        and last[0].tag == "VBN"
    ):
        return _agent(parse, last[0])
    return None


def _antecedent(parse: Parse, token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is itself."""
    if token.lower not in RELATIVE or token.tag not in ("WP", "WDT", "IN"):
        return token
    for above in parse.ancestors(token):
        if above.dep == "relcl":
            return parse.head(above)
        if above.dep in ("ccomp", "advcl"):
            break
    return token
