"""Who did it and to whom, once the word lists and the encoder have named them: what cannot be a party falls out.

Of an event whose parties are not certain the field stays empty; a thing that did the harm is its means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.annotators.happenings.arguments import coordinated, is_a, is_party
from onrecord.annotators.happenings.beside import is_emptied
from onrecord.annotators.happenings.frames import (
    FINDING,
    SUBJECTS,
    Frame,
    frame_of,
    is_time,
    prepositions,
    surface_subject,
    thought_of,
)
from onrecord.annotators.happenings.kinds import Sorted
from onrecord.annotators.happenings.learned import RULE, Found
from onrecord.annotators.happenings.lexicon import lexicon as events
from onrecord.annotators.happenings.lexicon import words as closed
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

DISCHARGING, TOWARDS, MANNER = (frozenset(lexicon("events_parties")[name]) for name in ("discharging", "towards", "manner"))
VOICING, MEANT_FOR, GIVING = (lexicon("events_parties")[name] for name in ("voicing", "meant_for", "giving"))
GATHERINGS = lexicon("events_parties")["gatherings"]
BESIDE = frozenset(("in", "on", "near", "outside", "inside", "during", "after"))
PERSONS = frozenset((*lexicon("events_parties")["somebody"], *lexicon("events_parties")["open_persons"]))
ASKED_OF = ("on", "upon", "to", "of", "from", "with")
BIDDING = closed("control")
TIMES = frozenset((*lexicon("timex")["unit"], *lexicon("timex")["units"]))
DEEDS = frozenset((ClaimKind.INCIDENT, ClaimKind.CASUALTIES, ClaimKind.DETENTION, ClaimKind.DEPLOYMENT, ClaimKind.DECISION))
VOICED = frozenset((ClaimKind.COMMITMENT, ClaimKind.POSITION, ClaimKind.DECISION, ClaimKind.DEMAND))
STANDS, HOLDING = frozenset(("SUPPORT", "REJECT", "ACCUSE")), frozenset(("ASSAULT", "COERCE"))
THEIRS = frozenset(("its", "his", "her", "their"))

Heads = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """The heads of who did it and of whom it was done to, and what it was done with."""

    actors: Heads
    recipients: Heads
    tool: Token | None = None


def settle(parse: Parse, found: Found) -> Found:
    """The same event with the parties that its words allow.

    Args:
        parse: the text's parse.
        found: a predicate with its status and kind.
    """
    predicate, verdict, sorting = found
    parties = Parties(
        tuple(_whole(parse, predicate, sorting.actors, acts=True)),
        tuple(_whole(parse, predicate, sorting.recipients, acts=False)),
        predicate.instrument,
    )
    heard = predicate.rule.startswith(RULE)
    if predicate.verb is not None:
        parties = _by_verb(parse, predicate.verb, sorting, parties, heard)
    elif heard:
        parties = _by_noun(parse, predicate.trigger, parties)
    parties = _possible(parse, predicate, _alone(parse, parties) if heard else parties)
    if sorting.event_type == "MOBILIZE":
        sent = prepositions(parse, predicate.trigger).get("of") if predicate.verb is not predicate.trigger else None
        met = (head for head in parties.recipients if is_party(parse, head) and head is not sent)
        parties = replace(parties, recipients=tuple(met))
    actors, recipients = parties.actors, parties.recipients
    predicate = replace(predicate, actors=actors, recipients=recipients, instrument=parties.tool)
    return predicate, verdict, replace(sorting, actors=actors, recipients=recipients)


def _by_verb(parse: Parse, verb: Token, sorting: Sorted, parties: Parties, heard: bool) -> Parties:
    """What the company of the verb says; `heard` where only the encoder named the parties."""
    frame = frame_of(parse, verb)
    if heard and (sorting.actors or sorting.kind is not ClaimKind.DEMAND):
        parties = _voiced(parse, frame, parties, sorting)
    if sorting.event_type == "REQUEST":
        parties = _asked(parse, frame, parties)
    if verb.lemma in GIVING:
        things = [head for head in _all(parse, frame.obj) if not is_party(parse, head)]
        parties = replace(parties, recipients=tuple(head for head in parties.recipients if head not in things))
    if sorting.event_type == "AID" or verb.lemma in GIVING:
        parties = _given(parse, frame, parties)
    blow = sorting.event_type == "ASSAULT" and verb.lemma in DISCHARGING
    return _discharged(parse, frame, parties) if blow else parties


def _by_noun(parse: Parse, noun: Token, given: Parties) -> Parties:
    """What stands around an event noun: "a blow by the rebels | against the guards"."""
    preps = prepositions(parse, noun)
    by = _all(parse, preps.get("by")) if "by" in preps and is_party(parse, preps["by"]) else []
    if not by:
        return given
    preps = {**(prepositions(parse, by[0]) if by else {}), **preps}  # where a parse may hang whom it struck
    against = next((preps[word] for word in ("against", "on", "upon") if word in preps), None)
    recipients = [head for head in given.recipients if head not in by] or _all(parse, against)
    return replace(given, actors=tuple(by), recipients=tuple(recipients))


def _whole(parse: Parse, predicate: Predicate, heads: Iterable[Token], acts: bool) -> list[Token]:
    """The heads, where one is only a figure or "its", the noun or the party that it stands for; without what names none."""
    found: list[Token] = []
    for head in heads:
        party = _meant(parse, predicate, head, acts)
        if party is not None and party not in found:
            found.append(party)
    return found


def _meant(parse: Parse, predicate: Predicate, head: Token, acts: bool) -> Token | None:
    above = parse.head(head)
    if head.dep in ("nummod", "quantmod") and above.is_noun:
        return above
    if head.tag != "PRP$" or predicate.rule == "task":
        return head
    if above is predicate.trigger:
        return _owner(parse, predicate, head) if acts else head
    return above if is_party(parse, above) or is_a(parse, above, "place") else None


def _owner(parse: Parse, predicate: Predicate, pronoun: Token) -> Token:
    """Whose attack it is: "their" of "the jets stepped up their raids" is who stepped them up."""
    above = predicate.verb or parse.head(predicate.trigger)
    subject = surface_subject(parse, above) if above.is_verb and pronoun.lower in THEIRS else None
    return subject if subject is not None and subject is not predicate.trigger and subject.i < pronoun.i else pronoun


def _outermost(parse: Parse, heads: Iterable[Token]) -> list[Token]:
    """Those that stand in no other's phrase: not the families of "lawyers for the families"; a name rather than what it is."""
    known = list(heads)
    named = [h for h in known if h.dep == "appos" and h.is_proper and parse.head(h) in known and not parse.head(h).is_proper]
    known = [head for head in known if head not in [parse.head(name) for name in named]]
    inside = {t.i for head in known for t in parse.subtree(head, "conj") if t is not head}
    return [head for head in known if head.i not in inside]


def _voiced(parse: Parse, frame: Frame, given: Parties, sorting: Sorted) -> Parties:
    """What the encoder named, set right by the voice of the verb: who stands behind "by" acts, who "was seized" does not."""
    kind, subject, obj = sorting.kind, _all(parse, frame.subj), _all(parse, frame.obj)
    whose = any(child.lower == "who" for child in parse.children(frame.verb, "nsubj", "nsubjpass"))
    acting = frame.subj is not None and (whose or is_party(parse, frame.subj))
    done = frame.passive or (bool(obj) and kind in DEEDS - {ClaimKind.CASUALTIES})
    actors, recipients = list(given.actors), list(given.recipients)
    if kind in DEEDS or (frame.passive and acting):
        actors = [head for head in actors if head not in obj or head in subject]
        recipients = [head for head in recipients if not (acting and done and head in subject)]
        moved = frame.passive and not any(head in obj for head in recipients)
        recipients += [head for head in given.actors if moved and head in obj and is_party(parse, head)]
    recipients = [head for head in recipients if head in obj or not _is_struck_elsewhere(parse, frame, head)]
    if frame.passive and obj and thought_of(parse, frame.verb):
        recipients = obj
    if any(head in recipients for head in obj):
        recipients = [*obj, *(head for head in recipients if head not in obj)]
    actors = [head for head in actors if head in subject or not _acts_elsewhere(parse, frame, head)]
    done = done or kind in VOICED
    if frame.subj is not None and (frame.subj in actors or (acting and done and not actors and frame.subj not in recipients)):
        actors = [*(head for head in actors if head.dep == "appos" and parse.head(head) is frame.subj), frame.subj]
    own = _struck(parse, frame, sorting)
    if not recipients and own is not None and own not in actors:
        recipients = _all(parse, own)
    return replace(given, actors=tuple(actors), recipients=tuple(recipients))


def _acts_elsewhere(parse: Parse, frame: Frame, head: Token) -> bool:
    """Whether another verb has it for a subject while this one has its own: "we recall the order, which urges them to leave".

    So has the possessor of who acts: "the mayor's sons fled".
    """
    if frame.passive or frame.subj is None:
        return False
    owner = head.dep == "poss" and parse.head(head) is frame.subj and is_party(parse, frame.subj)
    owner = owner or (head.dep == "pobj" and parse.head(head).dep == "agent" and parse.head(head).head != frame.verb.i)
    return owner or (head.dep in SUBJECTS and bool(parse.children(frame.verb, "nsubj")))


def _is_struck_elsewhere(parse: Parse, frame: Frame, head: Token) -> bool:
    """Whether another verb has it for an object while this one has its own: "Tolk, whom they had tortured, joined | rebels"."""
    return frame.obj is not None and head.dep == "dobj" and parse.head(head) is not frame.verb


def _own_object(parse: Parse, frame: Frame) -> Token | None:
    """The party that hangs on the verb itself as what it acts on."""
    near = parse.children(frame.verb, "dobj", "nsubjpass")
    return frame.obj if frame.obj is not None and frame.obj in near and is_party(parse, frame.obj) else None


def _struck(parse: Parse, frame: Frame, sorting: Sorted) -> Token | None:
    """What the verb's own object says of whom or what it is done to: a party, a place taken, what is held against or for."""
    if sorting.kind is ClaimKind.POSITION:
        return _object_of(parse, frame) if sorting.event_type in STANDS else None
    if sorting.kind not in DEEDS:
        return None
    held = sorting.event_type in HOLDING and frame.obj is not None and is_a(parse, frame.obj, "place")
    return frame.obj if held else _own_object(parse, frame)


def _object_of(parse: Parse, frame: Frame) -> Token | None:
    """What is held of whom or what: the object, or whom sympathy, thanks or support are for."""
    obj = next((t for t in parse.children(frame.verb, "dobj") if t is frame.obj and t.is_noun), None)
    if obj is None or frame.verb.lemma not in VOICING:
        return obj
    preps = {**frame.preps, **prepositions(parse, obj)}
    near = [preps[word] for word in MEANT_FOR if word in preps and preps[word].i > obj.i and not is_time(parse, preps[word])]
    return min(near, key=lambda noun: noun.i, default=None)


def _all(parse: Parse, head: Token | None) -> list[Token]:
    return coordinated(parse, head) if head is not None else []


def _asked(parse: Parse, frame: Frame, given: Parties) -> Parties:
    """Of whom it is asked: "called on the guard to leave", "demanded that the guard leave"."""
    if given.recipients:
        return given
    bids = _bids(parse, frame.verb)
    near = parse.children(frame.verb, "dobj", "nsubjpass") if bids and frame.verb.lemma in BIDDING else []
    upon = [frame.preps[word] for word in ("on", "upon") if word in frame.preps]
    near += [noun for noun in upon if bids or noun.lower in PERSONS]
    clauses = [c for c in parse.children(frame.verb, "ccomp", "xcomp") if c.i > frame.verb.i and _is_wished(parse, c)]
    near += [subject for clause in clauses for subject in parse.children(clause, "nsubj")]
    own = _own_object(parse, frame)
    further = [own] if own is not None else []
    further += [frame.preps[word] for word in ASKED_OF if word in frame.preps]
    further += [frame.preps["for"]] if bids and "for" in frame.preps else []
    asked = [t for t in near if t.is_noun or t.tag == "PRP" or t.lower in PERSONS] + [t for t in further if is_party(parse, t)]
    asked = [t for t in asked if t not in given.actors and not is_time(parse, t)]
    return replace(given, recipients=(asked[0],)) if asked else given


def _bids(parse: Parse, verb: Token) -> bool:
    """Whether an infinitive tells what is asked for: "urged anyone with news to call"."""
    clauses = [clause for clause in parse.children(verb, "ccomp", "xcomp", "advcl") if clause.i > verb.i]
    return any(aux.tag == "TO" for clause in clauses for aux in parse.children(clause, "aux"))


def _is_wished(parse: Parse, verb: Token) -> bool:
    """Whether a clause tells what shall be, not what is: "that the guard leave", unlike "that the guard left"."""
    return verb.tag not in ("VBD", "VBZ") and not any(aux.tag in ("MD", "VBD", "VBZ") for aux in parse.children(verb, "aux"))


def _discharged(parse: Parse, frame: Frame, given: Parties) -> Parties:
    """What was fired, dropped or set off is the means; it was done to whom or what it was aimed at."""
    shots = [head for head in _all(parse, frame.obj) if head.lower == "it" or _is_shot(parse, head)]
    if not shots:
        return given
    preps = {**(prepositions(parse, frame.obj) if frame.obj is not None else {}), **frame.preps}
    aims = sorted(
        (head for word, head in preps.items() if word in TOWARDS and not (is_time(parse, head) or head.lemma in MANNER)),
        key=lambda t: t.i,
    )
    recipients = [head for head in given.recipients if head not in shots] or aims[:1]
    named = [shot for shot in shots if shot.is_noun]
    return replace(given, recipients=tuple(recipients), tool=given.tool or next(iter(named), None))


def _is_shot(parse: Parse, head: Token) -> bool:
    """Whether it is ammunition, or something full of it: "shells", "canisters of gas"."""
    of = prepositions(parse, head).get("of")
    return any(is_a(parse, noun, "blow") for noun in ([head] if of is None else [head, *coordinated(parse, of)]))


def _given(parse: Parse, frame: Frame, given: Parties) -> Parties:
    """To whom help goes: "a million crowns in aid to the refugees", where the parse hangs it on the thing given."""
    if any(is_party(parse, head) for head in given.recipients) or frame.obj is None:
        return given
    inside = prepositions(parse, frame.obj)
    deeper = [prepositions(parse, inside[word]) for word in ("in", "of") if word in inside]
    goals = [preps[word] for word in ("to", "for") for preps in (frame.preps, inside, *deeper) if word in preps]
    sent = is_a(parse, frame.obj, "money")
    goal = next((t for t in goals if is_party(parse, t) or (sent and t.is_noun)), None)
    return replace(given, recipients=(goal,)) if goal is not None and goal not in given.actors else given


def _alone(parse: Parse, given: Parties) -> Parties:
    """Those whom the encoder named, each once and whole."""
    return replace(given, actors=tuple(_outermost(parse, given.actors)), recipients=tuple(_outermost(parse, given.recipients)))


def _possible(parse: Parse, predicate: Predicate, given: Parties) -> Parties:
    """Without nobody, things that cannot act, dates and "himself"; a blow or a weapon that stands as the doer is the means."""
    hurt = predicate.entry.kind is ClaimKind.CASUALTIES
    given = _maybe_shot(parse, predicate, given)
    tools = [head for head in given.actors if _is_tool(parse, head, hurt)]
    tools += [head for head in given.recipients if _is_used(parse, head)]
    actors = [head for head in given.actors if head not in tools and _can_act(parse, head)]
    actors = [head for head in actors if not (hurt and (_is_site(parse, head) or predicate.trigger.lemma in FINDING))]
    recipients = [
        head
        for head in given.recipients
        if head not in (*actors, *tools) and (_undergoes(parse, head) or (hurt and _is_own(head)))
    ]
    told = {t.i for t in parse.subtree(predicate.trigger)}
    within = {t.i for head in actors for t in parse.subtree(head, "conj", "relcl", "acl", "appos")} - told
    recipients = [head for head in recipients if head.i not in within]
    return Parties(tuple(actors), tuple(recipients), given.tool or next(iter(tools), None))


def _maybe_shot(parse: Parse, predicate: Predicate, given: Parties) -> Parties:
    """Nobody, where it is open who shot: "five people shot at a party", "a girl shot in Orva" may be those who were."""
    verb = predicate.trigger
    if verb.lower != "shot" or parse.children(verb, "dobj", "aux", "auxpass"):
        return given
    preps = prepositions(parse, verb)
    into_air = "in" in preps and preps["in"].lower == "air"
    at, only_where = preps.get("at"), bool(preps) and set(preps) <= BESIDE and not into_air
    struck = at is not None and (is_party(parse, at) or is_a(parse, at, "people")) and at.lemma not in GATHERINGS
    counted = any(is_a(parse, head, "people") and parse.children(head, "nummod") for head in given.actors)
    open_ = only_where or (at is not None and counted and not struck)
    return replace(given, actors=(), recipients=()) if open_ else given


def _is_used(parse: Parse, head: Token) -> bool:
    """Whether a weapon stands behind "with": "opened fire with a rifle"."""
    return head.dep == "pobj" and parse.head(head).lower == "with" and is_a(parse, head, "weapon")


def _is_tool(parse: Parse, head: Token, hurt: bool) -> bool:
    """Whether a blow, a weapon or, where people were harmed, any violence stands as the doer."""
    if is_party(parse, head):
        return False
    senses = events().senses.get(("noun", head.lemma.lower()), ())
    violence = not head.is_proper and any(entry.event_type == "ASSAULT" for entry in senses)
    return is_a(parse, head, "blow") or (hurt and violence)


def _can_act(parse: Parse, head: Token) -> bool:
    """Whether it is somebody, and no plan, order or report ("decisions were made to cut")."""
    if is_emptied(parse, head) or head.lemma.lower() in TIMES:
        return False
    if head.lower == "force" and not parse.children(head):  # "seized by force"
        return False
    return is_party(parse, head) or ("noun", head.lemma.lower()) not in events().operators


def _is_site(parse: Parse, head: Token) -> bool:
    """Whether it is a house, a street or a town, which kills nobody; not a vehicle, nor a garrison."""
    acts = head.is_proper or any(is_a(parse, head, name) for name in ("people", "vehicle", "authority"))
    return not acts and is_a(parse, head, "place")


def _is_own(head: Token) -> bool:
    """Whether it is who acts once more, which says something only of harm: "shot himself"."""
    return head.lower.endswith(("self", "selves"))


def _undergoes(parse: Parse, head: Token) -> bool:
    if _is_own(head) or head.lemma in TIMES or (head.dep == "pobj" and head.lemma in MANNER):
        return False
    return is_party(parse, head) or not is_emptied(parse, head)
