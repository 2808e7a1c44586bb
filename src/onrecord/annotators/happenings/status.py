"""From the chain above an event to its status: whether it is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotators.happenings.beside import Step
from onrecord.annotators.happenings.chain import climb
from onrecord.annotators.happenings.enduring import drags_on, endures, is_beside_present
from onrecord.annotators.happenings.frames import RESULTING, SUBJECTS
from onrecord.annotators.happenings.granted import in_past, is_told
from onrecord.annotators.happenings.joints import INVARIANT
from onrecord.annotators.happenings.lexicon import words
from onrecord.annotators.happenings.shaken import UNSHAKEN, unshaken
from onrecord.language import Parse, Token
from onrecord.model import Reason, Span, Status

REAL = (Status.DONE, Status.ONGOING)
WITHDRAWN = {"deny", "prevent", "fail", "neg", "lie"}
PERFECT = frozenset(("has", "have", "'ve", "’ve"))
SILENT = {"say", "fact", "real", "sure", "mute"}
"""Effects that leave the status as it is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of an event and why. `asked` is the operator of a demand above it, `ordered` that of an order."""

    status: Status
    because: tuple[Reason, ...]
    asked: Token | None = None
    ordered: Token | None = None
    effects: tuple[str, ...] = ()
    tokens: tuple[int, ...] = ()


def judge(parse: Parse, trigger: Token, verb: Token | None = None) -> Verdict:
    """The status of the event at `trigger`; `verb` is the verb that bears an event noun, if there is one.

    The outermost operator wins, save that a negation below a plan, an order or a promise stays ("promised not to attack"), and
    that negating a denial, a failure or a prevention takes it back ("could not prevent").
    """
    status, steps = base(parse, verb or trigger), unshaken(parse, climb(parse, trigger))
    status = Status.ONGOING if status is Status.DONE and trigger.is_noun and drags_on(parse, trigger) else status
    first, reasons, inner = status, [], ""
    asked = ordered = None
    for step in steps:
        after = combine(step, status, inner, first)
        if step.effect not in SILENT:
            reasons.append(Reason(Span(step.token.start, step.token.end), step.effect, after))
            inner = step.effect
        asked = step.token if step.effect in ("demand", "should") else asked
        ordered = step.token if step.effect == "order" else ordered
        status = after
    if status in REAL and not reasons and _is_bare(parse, verb or trigger, [step.effect for step in steps]):
        reasons, status = [Reason(Span(trigger.start, trigger.end), "bare", Status.UNCLEAR)], Status.UNCLEAR
    found = tuple(reversed(reasons))
    return Verdict(status, found, asked, ordered, tuple(step.effect for step in steps), tuple(step.token.i for step in steps))


def _is_bare(parse: Parse, verb: Token, effects: list[str]) -> bool:
    """Whether a base form stands below nothing that says it was done ("did come", "helped destroy")."""
    aided = any(c.lemma == "do" for c in parse.children(verb, "aux"))
    first = parse.head(verb)
    joined = verb.dep == "conj" and _top(parse, verb).tag == "VBP"  # "I praise and commend"
    joined = joined or (verb.lower in INVARIANT and verb.dep == "conj" and first.tag == "VBD")  # "came in and set it on fire"
    base = verb.tag == "VB" or (verb.tag == "VBP" and verb.dep == "conj" and first.tag == "VB")  # "to meet, boost trade, | agree"
    return base and not aided and not joined and not {"real", "sure"} & set(effects) and not parse.children(verb, *SUBJECTS)


def _top(parse: Parse, verb: Token) -> Token:
    """The verb that opens a list of base forms: "they | rob them, beat them and leave them"."""
    first = parse.head(verb)
    while first.dep == "conj" and first.tag == "VB" and not parse.children(first, "nsubj", "aux"):
        first = parse.head(first)
    return first


def combine(step: Step, status: Status, inner: str, first: Status) -> Status:
    """The status after one more operator outwards; `inner` is the effect of the one before, `first` the status without any."""
    effect = step.effect
    if effect in SILENT:
        return status
    if effect in ("neg", "deny", "lie"):
        return _negated(effect, inner, first)
    if effect in ("attempt", "foil"):
        return Status.DENIED if status is Status.DENIED else Status.ATTEMPTED
    if effect == "plan" and inner in ("if", "any"):
        return status  # "decide whether to", "any attack will"
    if effect in ("plan", "purpose", "order"):
        return _willed(effect, status)
    if effect == "warn":
        return Status.HYPOTHETICAL if status not in (*REAL, Status.PLANNED, Status.DENIED) or inner == "" else status
    if effect == "fail" and inner == "hypo":
        return status  # "failed to take precautions against": whether it came is not said
    if effect == "fail":
        return Status.ATTEMPTED if inner == "attempt" else Status.DENIED
    if effect in ("unclear", "unsaid", "waver"):
        return Status.UNCLEAR if status in REAL else status
    return SIMPLE.get(effect, Status.HYPOTHETICAL)


SIMPLE = {"announce": Status.PLANNED, "exclude": Status.DENIED, "prevent": Status.DENIED, "threaten": Status.THREATENED}


def _negated(effect: str, inner: str, first: Status) -> Status:
    if inner == "exclude":
        return Status.HYPOTHETICAL
    if inner in ("prevent", "fail", "doubt") and effect == "neg":
        return first
    if inner in WITHDRAWN:
        return Status.UNCLEAR
    return Status.DENIED


def _willed(effect: str, status: Status) -> Status:
    if status is Status.DENIED or (status is Status.THREATENED and effect == "plan"):
        return status
    if effect == "order":
        return Status.ORDERED
    return status if effect == "purpose" and status not in REAL else Status.PLANNED


def base(parse: Parse, verb: Token) -> Status:
    """The status that the form of the word itself gives: under way, or done.

    Args:
        parse: the text's parse.
        verb: the event's verb, or the noun where no verb bears it.
    """
    if not verb.is_verb:
        return Status.ONGOING if any(c.lower in GOING_ON for c in parse.children(verb, "amod")) else Status.DONE
    auxiliaries = parse.children(verb, "aux", "auxpass")
    forms = {c.lower for c in auxiliaries}
    if verb.dep == "conj" and not auxiliaries and verb.tag == parse.head(verb).tag and verb.tag in ("VB", "VBG", "VBN"):
        return base(parse, parse.head(verb))
    if verb.tag == "VBG":
        return _progressive(parse, verb, forms)
    if "being" in forms and (forms & PRESENT_BE or (forms == {"being"} and is_beside_present(parse, verb))):
        return Status.ONGOING
    if verb.tag in ("VBZ", "VBP") and not auxiliaries:
        return Status.ONGOING if verb.lemma in LASTING or _lasting(parse, verb) or _told(parse, verb) else Status.DONE
    behind = verb.tag == "VBN" and verb.dep == "acl" and not forms  # "troops now deployed in"
    if endures(parse, verb):
        return Status.ONGOING
    taking_part = verb.lemma in TAKING_PART and forms & PRESENT_BE
    if taking_part or ((behind or (forms and forms <= {"is", "are"})) and _lasting(parse, verb)):
        return Status.ONGOING
    return _governing(parse, verb)


LASTING, STILL, GOING_ON = words("lasting"), words("still"), words("ongoing")
TAKING_PART = words("taking_part")
PRESENT_BE = frozenset(("is", "are", "am", "'s", "'re", "’s", "’re", "'m", "’m"))
DO = frozenset(("do", "does"))
FIRST = words("own")
"""Who says "I" or "we" may do by saying: "we call on"."""


def _lasting(parse: Parse, verb: Token) -> bool:
    """Whether an adverb says that a simple present is no headline ("still", "daily")."""
    basis = (c for prep in parse.children(verb, "prep") for c in parse.children(prep, "pobj") if c.lemma == "basis")
    return any(c.lower in STILL for c in parse.children(verb, "advmod", "npadvmod")) or any(basis)


def _told(parse: Parse, verb: Token) -> bool:
    """Whether a simple present has a pronoun for its doer, which a headline has not: "they shell the town"."""
    if verb.dep == "conj" and verb.tag == parse.head(verb).tag and not parse.children(verb, "nsubj"):
        return _told(parse, parse.head(verb))
    main = verb.dep in ("ROOT", "conj")
    return main and any(c.tag == "PRP" and c.lower not in FIRST for c in parse.children(verb, "nsubj"))


def _progressive(parse: Parse, verb: Token, forms: set[str]) -> Status:
    if forms & {"was", "were", "had", "'d"}:
        return Status.DONE
    if forms:
        return Status.ONGOING
    head = parse.head(verb)
    if verb.dep == "acl" and verb.lemma in RESULTING and head.dep == "dobj":
        return base(parse, parse.head(head))
    if verb.dep == "acl" and verb.lemma in RESULTING and head.dep == "pobj" and is_told(parse, head):
        return Status.DONE
    if verb.dep in ("acl", "advcl", "xcomp", "pcomp") and head.is_verb and head is not verb:
        return Status.ONGOING if head.tag in ("VBZ", "VBP", "VBG") and base(parse, head) is Status.ONGOING else Status.DONE
    if verb.dep == "pcomp" and parse.head(head).is_verb:  # "is gagging the press by closing papers"
        return base(parse, parse.head(head))
    return Status.ONGOING if verb.dep == "acl" and not in_past(parse, verb) else Status.DONE


def _governing(parse: Parse, verb: Token) -> Status:
    """An infinitive below "continue to" goes on as long as that verb is in the present."""
    head = parse.head(verb)
    if verb.dep == "xcomp" and head.lemma in ("continue", "keep", "persist", "begin", "start"):
        lasts = head.lemma not in ("begin", "start") and any(c.lower in PERFECT for c in parse.children(head, "aux"))
        return Status.ONGOING if head.tag in ("VBZ", "VBP", "VBG") or lasts else Status.DONE
    if verb.tag == "VB" and head.tag == "VBG" and any(c.lower in PRESENT_BE for c in parse.children(head, "aux")):
        return Status.ONGOING  # "is using all means to hand out food"
    if head.lemma in UNSHAKEN and (head.tag == "VBZ" or any(c.lower in DO for c in parse.children(head, "aux"))):
        return Status.ONGOING  # "do not hesitate to fire", "never hesitates to"
    return Status.DONE
