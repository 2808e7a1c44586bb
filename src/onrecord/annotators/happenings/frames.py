"""Who stands where around a verb: its logical subject and object, whatever the voice, the coordination and the control."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotators.happenings.antecedents import RELATIVE as RELATIVE
from onrecord.annotators.happenings.antecedents import antecedent, is_own
from onrecord.annotators.happenings.arguments import is_a, is_party, opens_clause
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.annotators.once import once_a_word
from onrecord.annotators.scopes import is_cut_short
from onrecord.language import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
OBJECT_CONTROL, CHARGING, ORDERING = words("object_control"), words("charging"), words("ordering")
MOVING, RESULTING = words("moving"), words("resulting")
UNDERGONE = frozenset(lists("events_parties")["undergone"])
FINDING = frozenset(lists("events_parties")["finding"])
FOUND_SO = UNDERGONE | frozenset(lists("events_parties")["found_so"])
DEVOTED = frozenset(lists("events_parties")["devoted"])
USING = frozenset(lists("events_parties")["using"])
MOVERS = ("blow", "vehicle")
THINKING, SET_PHRASES = words("thinking"), words("set_phrases")
SAYING = words("saying") | {"allege", "believe", "claim", "suspect", "think"}


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


@once_a_word
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
    if deps & {"auxpass", "nsubjpass"} or ("agent" in deps and "dobj" not in deps and verb.tag in ("VBN", "VBD")):
        return True
    if "nsubj" in deps and (_shares_agent(parse, verb) or _is_headline(parse, verb) or _is_found(parse, verb)):
        return True
    if verb.tag not in ("VBN", "VBD") or "aux" in deps or "nsubj" in deps:
        return False
    if verb.dep == "conj":
        return (verb.tag == "VBN" or verb.lower.endswith(PARTICIPLES)) and is_passive(parse, parse.head(verb))
    if verb.i and verb.lemma not in UNDERGONE and opens_clause(parse, parse.tokens[verb.i - 1]):
        return False  # "was shelled by the army and rebels fled"
    if verb.dep == "acl" and verb.tag == "VBD" and verb.lemma in MOVING:
        return False  # "the first of the observers landed": a clause cut short by the parse
    if verb.dep in ("acl", "advcl") or (verb.dep in ("ROOT", "ccomp") and verb.tag == "VBN"):
        return "dobj" not in deps
    return False


def _shares_agent(parse: Parse, verb: Token) -> bool:
    """As in "people shot and killed by guards", where the parse takes the first participle for a past tense."""
    joined = parse.children(verb, "conj")
    bare = verb.tag in ("VBD", "VBN") and not parse.children(verb, "aux", "dobj")
    return bare and bool(joined) and joined[0].tag == "VBN" and bool(parse.children(joined[0], "agent"))


def _is_found(parse: Parse, verb: Token) -> bool:
    """As in "found three men shot": whoever is found so did not do it."""
    bare = verb.tag in ("VBD", "VBN") and not parse.children(verb, "aux", "dobj", "mark", "prep")
    return bare and verb.dep == "ccomp" and verb.lemma in FOUND_SO and parse.head(verb).lemma in FINDING


def _is_headline(parse: Parse, verb: Token) -> bool:
    """As in the headline "Children hurt in blast": a verb of harm that has no object and says where or how."""
    bare = verb.tag in ("VBD", "VBN") and not parse.children(verb, "aux", "dobj", "agent", "relcl", "ccomp", "xcomp")
    told = parse.children(verb, "prep", "npadvmod", "advcl") or verb.tag == "VBN"
    return bare and verb.lemma in UNDERGONE and verb.dep != "relcl" and bool(told)


def prepositions(parse: Parse, token: Token) -> dict[str, Token]:
    """The prepositions below a token with the heads of their phrases; the first of each counts."""
    found: dict[str, Token] = {}
    for child in parse.children(token, "prep", "dative", "agent", "prt"):
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
    own = _own_subject(parse, verb)
    if own is not None and not _is_hit(parse, verb, own):
        return own
    head = parse.head(verb)
    if depth > 6 or head is verb:
        return None
    if own is None and _is_noun_after_all(parse, verb):
        return None
    if own is None and (whom := _said_of(parse, verb)) is not None:
        return whom
    if _is_result(parse, verb, head) or (_is_aim(parse, verb, head) and _agent(parse, head) is not None):
        return _agent(parse, head)  # "was hit, killing nine", "the way used by them to seize it"
    if own is not None:
        return surface_subject(parse, head, depth + 1)  # "hit the courtyard killing nine"
    if (clause := _clause_before(parse, verb, head)) is not None:
        return surface_subject(parse, clause, depth + 1)
    blow = result_of(parse, verb, head)
    if blow is None:
        return _shared_subject(parse, verb, head, depth)
    return surface_subject(parse, blow, depth + 1) if _is_blow(parse, blow) or verb.dep == "conj" else None


def _is_noun_after_all(parse: Parse, verb: Token) -> bool:
    """Whether an event noun behind a name was taken for a verb: "the two killed in the Port Orva | shooting as"."""
    before = parse.tokens[verb.i - 1] if verb.i else verb
    bare = verb.dep in ("advcl", "acl") and verb.tag == "VBG" and not parse.children(verb, "dobj", "mark", "aux")
    return bare and before.is_proper and before.i != verb.head and ("noun", verb.lower) in lexicon().senses


def torn_noun(parse: Parse, verb: Token) -> bool:
    """Whether the end of who did it was taken for a verb: "killed by army | shelling"."""
    doer = parse.tokens[verb.i - 1] if verb.i else verb
    bare = verb.tag == "VBG" and verb.dep == "advcl" and not parse.children(verb, "dobj", "mark", "aux", "nsubj")
    by = parse.head(doer)
    behind = doer.dep == "pobj" and by.lower == "by" and by.head == verb.head
    return bare and behind and ("noun", verb.lower) in lexicon().senses


def _said_of(parse: Parse, verb: Token) -> Token | None:
    """Of whom others say it, wherever the parse hangs the verb: "a man they say | shot at the hall"."""
    first = min((verb, *parse.children(verb, "aux", "auxpass", "neg", "advmod")), key=lambda t: t.i)
    says = parse.tokens[first.i - 1] if first.i else verb
    finite = verb.tag in ("VBD", "VBN", "VBZ", "VBP") or first.tag in ("VBD", "VBZ", "VBP", "MD")
    subject = parse.children(says, "nsubj")
    if not (subject and finite and says.lemma in SAYING and says.dep in ("relcl", "parataxis")):
        return None
    before = parse.tokens[max(0, parse.subtree(subject[0])[0].i - 1)]
    return parse.head(says) if says.dep == "relcl" else before if before.is_noun else None


def _own_subject(parse: Parse, verb: Token) -> Token | None:
    """The subject that hangs on the verb or, in a parse that went wrong, on its auxiliary or behind a date."""
    own = parse.children(verb, *SUBJECTS)
    if not own:
        of_aux = [noun for aux in parse.children(verb, "aux", "auxpass") for noun in parse.children(aux, *SUBJECTS)]
        before = parse.tokens[verb.i - 1] if verb.i else verb
        torn = (before,) if opens_clause(parse, before) else tuple(thought_of(parse, verb))
        return next(iter((*reversed(of_aux), *torn, *many_there(parse, verb))), None) or _behind_date(parse, verb)
    last = own[-1] if own[-1].dep != "csubj" else own[0]
    cut_short = parse.children(last, "nsubj") if last.dep == "csubj" and last.tag in ("VBN", "VBD") else []
    return antecedent(parse, cut_short[0] if cut_short else last)


def many_there(parse: Parse, verb: Token) -> list[Token]:
    """The "most" of "the camp where most died", which the parse hangs on the verb."""
    before = parse.tokens[max(0, verb.i - 2) : verb.i]
    there = len(before) == 2 and before[0].lower == "where" and before[0].head == before[1].head == verb.i
    return [before[1]] if there and before[1].lower in ("most", "many", "some", "several", "all") else []


def thought_of(parse: Parse, verb: Token) -> list[Token]:
    """Who "was held" in "a man thought to have shot the mayor was held", where the parse has him think that the mayor was."""
    above = parse.head(verb)
    bare = verb.dep == "ccomp" and verb.i > above.i and not parse.children(verb, *SUBJECTS, "mark")
    return parse.children(above, "nsubj") if bare and is_cut_short(parse, above) else []


def _behind_date(parse: Parse, verb: Token) -> Token | None:
    """Who stands behind a date without a comma: "on Friday the Guard seized" where the parse reads one noun phrase."""
    for prep in parse.children(verb, "prep"):
        for noun in parse.children(prep, "pobj") if prep.lower in ("on", "in") and prep.i < verb.i else ():
            dated = any(is_time(parse, c) for c in parse.children(noun, "compound", "nmod"))
            if dated and noun.i == verb.i - 1 and noun.is_proper and not is_time(parse, noun):
                return noun
    return None


def _is_hit(parse: Parse, verb: Token, subject: Token) -> bool:
    """Whether it is what the verb above acts on: "hit the courtyard killing nine" without its comma."""
    loose = verb.dep == "ccomp" and verb.tag == "VBG" and verb.lemma in RESULTING and not parse.children(verb, "aux")
    return loose and subject.i < verb.i and not is_party(parse, subject)


def result_of(parse: Parse, verb: Token, head: Token) -> Token | None:
    """The verb of the relative clause that goes on where the parse hangs a verb higher.

    "Police found the men who | opened fire, killing two"; "the man who | drove up, opened fire". Behind a verb of harm ("shot the
    man who stormed the mill, killing him") the parse stands.
    """
    mark = parse.tokens[verb.i - 1] if verb.i else verb
    if mark.text not in (",", "-", "–", "—"):
        return None
    came = verb.dep == "advcl" and verb.tag == "VBG" and (verb.lemma in RESULTING or _is_blow(parse, verb))
    strung = verb.dep == "conj" and verb.tag == "VBD" and mark.text == "," and not _joined(parse, head, verb)
    if not (came or strung) or (came and _is_blow(parse, head)):
        return None
    for node in parse.ancestors(parse.tokens[mark.i - 1]):
        if node.dep == "relcl" and head.i < node.i < mark.i and (subject := parse.children(node, *SUBJECTS)):
            somebody = subject[0].tag in ("WP", "WDT") and is_party(parse, parse.head(node))
            return node if somebody or _is_blow(parse, node) else None
    return None


def _joined(parse: Parse, first: Token, verb: Token) -> bool:
    """Whether "and" or "but" leads from one verb to another."""
    return any(first.i < word.i < verb.i for word in parse.children(first, "cc"))


def _is_blow(parse: Parse, verb: Token) -> bool:
    """Whether a verb tells of force: "stormed", "opened fire"."""
    harm = any(sense.event_type == "ASSAULT" for sense in lexicon().senses.get(("verb", verb.lemma), ()))
    return harm or any(is_a(parse, thing, "blow") or thing.lower == "fire" for thing in parse.children(verb, "dobj"))


def _shared_subject(parse: Parse, verb: Token, head: Token, depth: int) -> Token | None:
    if verb.dep == "acl" and verb.tag == "VBG" and (above := _made_by(parse, verb, head)) is not None:
        return surface_subject(parse, above, depth + 1)  # "hit a house, killing nine"
    if verb.dep == "acl":
        return _others(parse, verb, head) if verb.tag in ("VBG", "VBN", "VBD") else _holder(parse, head, depth)
    if verb.dep == "pcomp":
        return _behind_preposition(parse, head, depth)
    if verb.dep == "acomp" and verb.lemma in DEVOTED:
        return surface_subject(parse, head, depth + 1)
    if verb.dep == "xcomp":
        return _controller(parse, head, depth)
    if verb.dep == "advcl" and head.lemma in THINKING:
        return None
    if verb.dep == "ccomp" and (verb.tag not in ("VBG", "VB") or (verb.tag == "VB" and head.lemma in THINKING)):
        return None  # "he leaves, they say"; "shoot, she says"
    if verb.dep == "conj" and verb.tag in ("VBD", "VBZ", "VBP") and (head.tag in ("VB", "VBG") or _may(parse, head)):
        under_way = head.tag == "VBG" and parse.children(head, "aux") and parse.children(head, *SUBJECTS)
        return surface_subject(parse, head if under_way else _finite(parse, head), depth + 1)
    if verb.dep == "conj" or (verb.dep in ("advcl", "ccomp", "dep") and head.is_verb):
        return surface_subject(parse, head, depth + 1)
    return None


def _others(parse: Parse, verb: Token, noun: Token) -> Token:
    """Of those behind "including" the last: "six were killed including two girls and 20 others | wounded"."""
    before = parse.tokens[verb.i - 1]
    last = before.dep == "conj" and before.head == noun.i and before.lower == "others" and parse.children(before, "nummod")
    return before if last and parse.head(noun).lower == "including" else noun


def _clause_before(parse: Parse, verb: Token, head: Token) -> Token | None:
    """The clause that goes on where the parse hangs a verb higher: "they walked home when a car pulled up, whipped out a gun"."""
    if verb.dep != "advcl" or verb.tag not in ("VBD", "VBN") or parse.children(verb, "mark", "advmod", "agent"):
        return None
    near = [c for c in parse.children(head, "advcl") if head.i < c.i < verb.i and parse.children(c, *SUBJECTS)]
    led = near and any(c.lower in ("when", "as", "while") for c in parse.children(near[-1], "mark", "advmod"))
    return near[-1] if led else None


def _may(parse: Parse, verb: Token) -> bool:
    """Whether a modal verb stands with it, which no past tense behind "and" goes on from: "may have fled | and urged"."""
    return any(aux.tag == "MD" for aux in parse.children(verb, "aux"))


def _is_result(parse: Parse, verb: Token, head: Token) -> bool:
    """Whether a participle tells what came of a passive: "was hit, killing nine", where the house did not kill."""
    came = verb.dep == "advcl" and verb.tag == "VBG" and verb.lemma in RESULTING
    return came and head.is_verb and is_passive(parse, head)


def _is_aim(parse: Parse, verb: Token, head: Token) -> bool:
    """Whether an infinitive tells what something is used for."""
    aim = verb.dep in ("advcl", "xcomp") and any(aux.tag == "TO" for aux in parse.children(verb, "aux"))
    return aim and head.is_verb and is_passive(parse, head)


def _made_by(parse: Parse, verb: Token, noun: Token) -> Token | None:
    """The verb whose subject does what a participle behind a thing tells: "extended their lines, seizing a village"."""
    if verb.lemma in RESULTING and noun.dep == "pobj" and is_a(parse, noun, "place"):
        above = parse.head(parse.head(noun))
        return above if above.is_verb else None
    moves = is_party(parse, noun) or any(is_a(parse, noun, name) for name in MOVERS)
    above = parse.head(noun)
    led = verb.lemma in RESULTING or not (moves or above.lemma in THINKING)
    return above if noun.dep == "dobj" and led else None


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
    if head.lemma == "be":
        subject = surface_subject(parse, head, depth + 1)  # "the aim is to", "it is our task to"
        return subject if subject is not None and is_party(parse, subject) else None
    direct = _direct(parse, head)
    tool = head.lemma in USING and not is_passive(parse, head)
    if direct is not None and (tool or is_a(parse, direct, "weapon")):
        return surface_subject(parse, head, depth + 1)  # "took up the rifle to shoot", "used a trick to enter"
    if direct is None and head.lemma in ORDERING and not is_passive(parse, head):
        return None
    return direct or surface_subject(parse, head, depth + 1)


def _behind_preposition(parse: Parse, prep: Token, depth: int) -> Token | None:
    """Who does a gerund behind a preposition."""
    governor = parse.head(prep)
    controlled = prep.lower in OBJECT_CONTROL
    if governor.dep == "advmod" and parse.head(governor).is_verb:
        return surface_subject(parse, parse.head(governor), depth + 1)  # "stopped short of calling"
    if governor.dep == "acomp":
        return _controller(parse, governor, depth)  # "is committed to supporting"
    if governor.is_noun and controlled and parse.head(governor).lemma in CHARGING:
        return governor
    if not governor.is_verb:
        return _holder(parse, governor, depth) if governor.is_noun else None
    direct = _direct(parse, governor) if controlled else None
    accused = controlled and governor.lemma in CHARGING and governor.dep == "relcl" and not is_passive(parse, governor)
    if accused and direct is None:
        return parse.head(governor)  # "rebels | it accuses of shelling the mill"
    return direct or surface_subject(parse, governor, depth + 1)


def _holder(parse: Parse, noun: Token, depth: int) -> Token | None:
    """Whose plan, attempt or threat it is."""
    above = parse.head(noun)
    subject = surface_subject(parse, above, depth + 1) if above.is_verb and noun.dep == "dobj" else None
    for child in parse.children(noun, "poss"):
        return subject if subject is not None and is_own(child, subject) else child
    by = prepositions(parse, noun).get("by")
    if by is not None:
        return by
    return _holder(parse, above, depth + 1) if noun.dep == "conj" and above.is_noun else subject


def _direct(parse: Parse, verb: Token) -> Token | None:
    found = parse.children(verb, "dobj", "dative")
    return next((t for t in found if t.dep == "dobj"), None)


def _object(parse: Parse, verb: Token) -> Token | None:
    direct = _direct(parse, verb)
    content = verb.dep == "relcl" and _holds_content(parse.head(verb))  # "reports that they fired"
    if direct is not None and not (content and direct.lower == "that"):
        return antecedent(parse, direct)
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
                return antecedent(parse, inside[0])
    last = parse.children(verb, "conj")
    if (
        last
        and (verb.dep != "conj" or parse.children(verb, *SUBJECTS))
        and not parse.children(verb, "prep", "dobj", "xcomp")
        and not parse.children(last[0], *SUBJECTS)
        and last[0].tag == "VBN"
    ):
        return _agent(parse, last[0])
    return None
