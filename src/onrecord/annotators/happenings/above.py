"""What the word above an event does to it: the operator that a verb, noun or adjective is for what hangs on it."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_party
from onrecord.annotators.happenings.beside import NEGATIVE, Step, beside, has_if, is_emptied
from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.granted import is_finite, is_past
from onrecord.annotators.happenings.joints import definite, infinitive
from onrecord.annotators.happenings.lexicon import Operator, lexicon, words
from onrecord.language import Parse, Token

JUDGING, RUMOURED, ESCAPING = words("judging"), words("rumoured"), words("escaping")
FALSELY, PROVING = words("falsely"), words("proving")
FALSE, JUSTIFYING, FLOPS = words("false"), words("justifying"), words("flops")
PLOTTING = words("plotting")
ASCERTAINING, EVALUATIVE, BEFALLEN = words("ascertaining"), words("evaluative"), words("befallen")
HELD = frozenset(("hypo", "plan", "order", "demand"))
DENYING = frozenset(("neg", "deny", "lie", "prevent", "fail", "exclude", "doubt"))
OPEN = frozenset(("MD", "TO"))
PREDICATED = frozenset(("deny", "lie", "hypo", "fail"))
HARD_TO_RAISE = frozenset(("real", "fact", "say"))
"""Effects that a verb with a clause does not have with an infinitive: "saw that they", but "saw to it"."""


def ask(parse: Parse, word: Token, via: str, node: Token) -> list[Step] | None:
    """The operators that `word` is for `node`; None where it is none.

    Args:
        parse: the text's parse.
        word: the word above.
        via: how the node hangs on it: "comp", "inf", "obj", "subj", or a preposition.
        node: the word below, on the side of the event.
    """
    effect = _effect(parse, word, via, node)
    if effect is None or (effect == "order" and via == "obj" and not node.is_noun):
        return None
    if effect == "content":
        return _told(parse, word)
    if effect == "assert":
        return []
    return [Step(word, _in_context(parse, word, node, effect))]


def judged(parse: Parse, head: Token, node: Token) -> list[Step]:
    """What the verb above says of a thing: "is false", "is possible", "called it a lie", "is out of the question"."""
    if head.lemma not in JUDGING:
        return []
    preps = parse.children(head, "prep")
    near = parse.children(head, "acomp", "attr", "oprd", "xcomp", "ccomp", "advcl")
    near += [pobj for prep in preps if prep.lower == "as" for pobj in parse.children(prep, "pobj")]
    for word in near:
        known = lexicon().operators.get(("noun" if word.is_noun else "adj", word.lower), ())
        said = is_content(node) or any(op.effect == "say" for op in lexicon().operators.get(("verb", node.lemma), ()))
        told = next((o for o in known if "told" in o.via), None) if said else None
        op = told or next((o for o in known if o.effect in PREDICATED), None)
        if op is not None and word is not node:
            return [Step(word, _of_known(parse, word, node, op.effect) or op.effect)]
    out = [prep for prep in preps if prep.lower == "out" and any(t.lower == "question" for t in parse.subtree(prep))]
    return [Step(out[0], "deny")] if out else []


def is_content(node: Token) -> bool:
    """Whether a noun stands for what somebody said: report, claim, lie."""
    return any(op.effect in ("content", "lie") for op in lexicon().operators.get(("noun", node.lemma.lower()), ()))


def has_denial(parse: Parse, token: Token) -> bool:
    """Whether anything in the sentence negates, denies or prevents: without it nothing is denied there."""
    sentence, known = parse.sentence_of(token), lexicon().operators
    return any(
        t.dep == "neg"
        or t.lower in NEGATIVE
        or any(op.effect in DENYING for part in ("verb", "noun", "adj", "adv") for op in known.get((part, t.lemma.lower()), ()))
        for t in parse.tokens[sentence.first : sentence.last]
    )


def _in_context(parse: Parse, word: Token, node: Token, effect: str) -> str:
    """The effect of an operator, where it depends on its form and its company."""
    proving = effect == "fact" and word.lemma in PROVING
    if (proving or effect in ("say", "real")) and (unsaid := _unsaid(parse, word, effect)) is not None:
        return unsaid
    if (known := _of_known(parse, word, node, effect)) is not None:
        return known
    if word.lemma == "case" and parse.head(word).lower == "in" and not parse.children(word, "det"):
        return "hypo"  # "in case they come"
    if effect == "fact" and word.lemma in ESCAPING and node.is_noun and not node.children:
        return "prevent"  # "escaped arrest", not "escaped an attack"
    if effect == "plan" and node.tag in ("VBZ", "VBP", "VBD") and any(t.tag[:1] == "W" for t in parse.subtree(node)[:2]):
        return "say"  # "determines whose planes they are"
    if effect == "go":
        return "plan" if word.tag == "VBG" else "real"
    if effect == "should" and word.tag in ("VBD", "VBN"):
        return "real"  # who "had to" do it did it
    if effect == "want":
        return "demand" if node.is_verb and _of_somebody(parse, word, node) else "plan"
    if effect == "order" and word.is_noun and parse.head(word).lower == "in":
        return "purpose"  # "in order to"
    return effect


def _of_known(parse: Parse, word: Token, node: Token, effect: str) -> str | None:
    """The effect of an operator on what is told as known: by its tense, or by the noun that it befell."""
    if effect == "plan" and word.is_verb and node.is_verb and is_past(parse, node):
        return "say" if word.lemma in ASCERTAINING else "unclear"  # nobody plans what was: "means that they fired"
    if effect == "should" and not word.is_verb and is_past(parse, node):
        return "fact"  # "essential that they were found"
    if effect == "hypo" and word.lower in EVALUATIVE and is_finite(parse, node):
        return "fact"  # "unacceptable that they are bombed"
    if effect == "plan" and word.lemma in PLOTTING and _is_looked_back_on(parse, word, node):
        return "unclear"
    if effect == "unclear" and node.tag in ("VB", "VBG"):
        return "real"  # "heard soldiers shoot"
    if word.lemma in BEFALLEN and node.is_noun:
        return "real"  # "the target of two raids"
    if word.lemma.lower() in FLOPS and node.is_noun:
        return "attempt"  # "the failure of the offensive"
    if word.lower == "able" and node.is_verb and _was_able(parse, word):
        return "real"
    if word.lemma in JUSTIFYING and node.dep == "nsubjpass" and definite(parse, node) and is_past(parse, word):
        return "fact"  # "the shooting was justified"
    general = word.lemma == "use" and word.dep == "acl" and not parse.children(word, "agent")
    return "hypo" if effect == "real" and general else None  # "poisons used to kill rats"


def _is_looked_back_on(parse: Parse, word: Token, deed: Token) -> bool:
    """Whether it is told who had planned a known deed, which may have come: "the cell planned the attacks"; not "for June"."""
    told = deed.dep == "dobj" or (deed.dep == "nsubjpass" and bool(parse.children(word, "agent")))
    if not (deed.is_noun and told and definite(parse, deed)) or parse.children(deed, "poss"):
        return False
    ahead = any(c.lower == "for" for holder in (word, deed) for c in parse.children(holder, "prep"))
    return is_past(parse, word) and not ahead


def _was_able(parse: Parse, able: Token) -> bool:
    """Whether somebody "was able to" do it, and so did; not "would be", "is" or "would have been able to"."""
    be = parse.head(able)
    forms = {be.tag, *(c.tag for c in parse.children(be, "aux"))}
    subject = next(iter(parse.children(be, "nsubj")), None)
    return be.lemma == "be" and is_past(parse, be) and not forms & OPEN and subject is not None and is_party(parse, subject)


def _effect(parse: Parse, word: Token, via: str, node: Token) -> str | None:
    part = "verb" if word.is_verb else "noun" if word.is_noun else "adj"
    lemma, lists = _with_particle(parse, word, part), lexicon()
    op = lists.operator(part, lemma, "content") if via == "obj" and is_content(node) else None
    if via == "obj" and _is_held(node):
        op = op or lists.operator(part, lemma, "held")
    op = op or lists.operator(part, lemma, via) or _participle(word, part, via)
    if op is None and via == "inf":
        op = lists.operator(part, lemma, "comp")
        op = None if op is not None and part == "verb" and op.effect in HARD_TO_RAISE else op
    if op is None and part == "adj" and via in ("inf", "comp", "of", "for"):
        op = lists.operator("verb", lemma, via)
    return op.effect if op is not None else None


def _unsaid(parse: Parse, word: Token, effect: str) -> str | None:
    """The effect of a verb of saying that does not simply say: "did not say", "nothing to suggest that", "falsely claimed"."""
    if effect in ("say", "fact") and any(step.effect == "neg" for step in beside(parse, word, set())):
        return "unsaid"
    if word.lemma in PROVING and _is_open(parse, word):
        return "unsaid"
    if effect == "say" and any(c.lower == "few" and not c.children for c in parse.children(word, "nsubj")):
        return "unsaid"  # "few believe that"
    if effect == "say" and word.lemma in ("believe", "think") and infinitive(parse, word):
        return "unsaid"  # "wanted people to believe that"
    if effect in ("say", "fact") and word.dep == "xcomp" and _effect(parse, parse.head(word), "inf", word) == "fail":
        return "unsaid"  # "declined to say that"
    if effect == "say" and word.dep in ("relcl", "acl") and is_emptied(parse, parse.head(word)):
        return "neg"
    if any(c.lower in FALSELY for c in parse.children(word, "advmod")):
        return "deny"
    return "unclear" if word.lemma in RUMOURED and _impersonal(parse, word) else None


def _is_held(noun: Token) -> bool:
    """Whether a noun is a chance, plan or order, that one may lose or withdraw."""
    return noun.is_noun and any(op.effect in HELD for op in lexicon().operators.get(("noun", noun.lemma.lower()), ()))


def _participle(word: Token, part: str, via: str) -> Operator | None:
    """The operator of a participle whose lemma was guessed wrongly ("slated", "spared") or that is an adjective ("poised")."""
    if part != "verb" or ("verb", word.lemma) in lexicon().operators or word.tag not in ("VBN", "VBD", "VBG"):
        return None
    adjective = "comp" if via == "inf" else via
    known = lexicon().operator("verb", f"{word.lemma}e", via) or lexicon().operator("verb", f"{word.lemma}e", adjective)
    return known or lexicon().operator("adj", word.lower, adjective)


def _with_particle(parse: Parse, word: Token, part: str) -> str:
    """The lemma, with the particle that makes it another operator: "call off", "have yet"."""
    lemma = word.lemma.lower()
    for child in parse.children(word, "prt", "advmod", "prep"):
        if (part, f"{lemma} {child.lower}") in lexicon().operators:
            return f"{lemma} {child.lower}"
    return lemma


def _told(parse: Parse, noun: Token) -> list[Step]:
    """A report or claim as such settles nothing: where the word above neither affirms nor denies it, it stays open."""
    if any(c.lower in FALSE for c in parse.children(noun, "amod")):
        return [Step(noun, "lie")]
    head = parse.head(noun)
    via = {"dobj": "obj", "nsubjpass": "obj", "nsubj": "subj"}.get(noun.dep, "")
    if noun.dep == "pobj":
        head, via = parse.head(head), head.lower
    known = None if head is noun else _effect(parse, head, via, noun)
    if known is None and head.is_verb and head is not noun:
        known = _effect(parse, head, "obj", noun)
    negated = any(step.effect == "neg" for word in (noun, head) for step in beside(parse, word, set()))
    if negated and head.lemma in PROVING:
        return [Step(noun, "unsaid")]  # "the claim that they fired could not be verified"
    loose = via == "subj" and known in ("real", "assert")  # "the rumour that they fired spread"
    if loose or known in ("fact", "prevent"):  # who looks into a claim does not know, nor who drops a charge
        known = None
    return [] if known is not None or negated or judged(parse, head, noun) else [Step(noun, "unclear")]


def _impersonal(parse: Parse, verb: Token) -> bool:
    """Whether nobody is named who alleges: "it is alleged that"."""
    return bool(parse.children(verb, "auxpass")) and not parse.children(verb, "agent")


def _is_open(parse: Parse, proving: Token) -> bool:
    """Whether something is only to be proved: "must prove that", "if they prove that", "hope to prove", "without confirming"."""
    willed = any(step.effect in ("plan", "hypo", "should", "demand", "neg") for step in beside(parse, proving, set()))
    without = proving.dep == "pcomp" and parse.head(proving).lower == "without"
    return willed or without or has_if(parse, proving) or infinitive(parse, proving)


def _of_somebody(parse: Parse, word: Token, node: Token) -> bool:
    """Whether what is wanted is wanted of somebody else."""
    return bool(parse.children(node, *SUBJECTS) or parse.children(word, "dobj"))
