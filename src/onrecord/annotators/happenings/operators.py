"""The chain of words above an event that settle its status: each step is one operator, from the event outwards.

The walk follows the heads of the parse. At each node the operators beside it are taken (negation, modal verbs, "if"), then
the word above is asked whether it is one (denied, tried, threatened, plans …). Where the event is only presupposed (a relative
clause, a clause with "when" or "after", a definite noun), what stands above it does not change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.happenings.frames import CHARGING, SUBJECTS
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.language import Parse, Token

NEGATIVE = frozenset({"no", "neither", "nobody", "none", "nothing", "no-one"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "his", "her", "its", "their", "our"})
QUOTES = frozenset("\"'“”‘’«»`") | {"``", "''"}
LIKE_IF = frozenset({"if", "unless", "whether", "lest", "provided", "supposing"})
EMPTIED = (*SUBJECTS, "dobj", "attr")
UNSAID = frozenset({"hypo", "plan", "should", "demand", "purpose", "neg", "order", "any"})
"""Effects that stop at a verb of saying: "I would like to stress that …" says it."""

WILLING = frozenset({"plan", "order", "attempt", "threaten", "fail", "demand"})
CONTROL = frozenset({"order", "instruct", "command", "ask", "urge", "tell", "call", "force", "direct"})
JUDGING = frozenset(
    {"be", "remain", "seem", "appear", "prove", "call", "describe", "label", "brand", "term", "dub", "consider", "deem", "become"}
)
PREDICATED = frozenset({"deny", "lie", "hypo", "fail"})
RUMOURED = frozenset({"allege", "rumour", "rumor", "suppose", "claim"})
SKIPPED_PREPS = frozenset(
    [
        "after",
        "during",
        "since",
        "despite",
        "amid",
        "following",
        "because",
        "due",
        "before",
        "over",
        "until",
        "till",
        "upon",
        "near",
        "among",
        "given",
        "like",
        "than",
        "as",
    ]
)


@dataclass(frozen=True, slots=True)
class Step:
    """One operator: the word, its effect, and whether it stands right beside the event's own clause."""

    token: Token
    effect: str


def climb(parse: Parse, start: Token) -> list[Step]:
    """The operators on an event, innermost first."""
    return [*_Climb(parse, start).steps()]


class _Climb:
    """One walk from an event to the root of its sentence."""

    def __init__(self, parse: Parse, start: Token) -> None:
        self.parse, self.start = parse, start
        self.lists = lexicon()
        self.seen: set[int] = set()

    def steps(self) -> Iterator[Step]:
        node: Token | None = self.start
        scoped, said, presupposed = True, False, False
        while node is not None and node.i not in self.seen:
            self.seen.add(node.i)
            found = list(self.local(node)) if scoped else []
            head, after = self.parse.head(node), None
            if head is not node:
                above, after, scoped = self.up(node, head)
                presupposed = after is None
                found += above
            node = after
            for step in found:
                if not (said and step.effect in UNSAID):
                    yield step
                said = said or step.effect in ("say", "fact", "unsaid")
        if not presupposed:
            yield from self.question()

    def question(self) -> Iterator[Step]:
        sentence = self.parse.sentence_of(self.start)
        tail = self.parse.tokens[max(sentence.first, sentence.last - 2) : sentence.last]
        mark = next((t for t in tail if t.text == "?"), None)
        if mark is not None:
            yield Step(mark, "ask")

    # Beside a node

    def local(self, node: Token) -> Iterator[Step]:
        """The operators beside a word, the widest last."""
        if node.is_noun or node.dep in ("pobj", "dobj", "attr"):
            yield from self.beside_noun(node)
        if node.is_verb or node.dep in ("ROOT", "ccomp", "advcl", "xcomp", "relcl", "conj"):
            yield from self.beside_verb(node)

    def beside_verb(self, verb: Token) -> Iterator[Step]:
        negations, modals, marks = [], [], []
        for child in self.parse.children(verb):
            word = child.lower
            if child.dep in ("aux", "auxpass") and child.tag == "MD":
                modals.append(Step(child, self.modal(verb, child)))
            elif child.dep == "neg" or (child.dep in ("advmod", "preconj", "cc") and self.is_negative(child)):
                if not self.only(child):
                    negations.append(Step(child, "neg"))
            elif child.dep in ("advmod", "prep") and self.never(child):
                negations.append(Step(child, "neg"))
            elif child.dep == "advmod":
                op = next(iter(self.lists.operators.get(("adv", word), ())), None)
                if op is not None:
                    marks.append(Step(child, op.effect))
            elif child.dep == "mark" and (word in LIKE_IF or (word == "until" and verb.dep == "ROOT")):
                marks.append(Step(child, "if"))
            elif child.dep in EMPTIED and child.i not in self.seen and self.empty(child) and self.tells(child):
                negations.append(Step(child, "neg"))
        if negations:  # "could not" denies as "did not" does
            modals = [m for m in modals if m.token.lower not in ("can", "could", "ca")]
        if verb.tag == "VB" and verb.dep == "ROOT" and not modals and not self.parse.children(verb, *SUBJECTS, "aux"):
            marks.append(Step(verb, "should"))  # an imperative
        inverted = self.inverted(verb)
        marks += [Step(inverted, "if")] if inverted is not None else []
        wide = [m for m in modals if m.token.lower in ("may", "might")]
        yield from (m for m in modals if m not in wide)
        yield from negations[:1]
        yield from wide
        yield from marks

    def inverted(self, verb: Token) -> Token | None:
        """The auxiliary of a condition without "if": "Had they attacked, …", "Should they attack, …"."""
        first = next((c for c in self.parse.children(verb) if c.dep in ("aux", "auxpass")), None)
        subject = next((c for c in self.parse.children(verb, *SUBJECTS)), None)
        early = first is not None and subject is not None and first.i < subject.i and verb.dep == "advcl"
        return first if early and first is not None and first.lower in ("had", "should", "were") else None

    def is_negative(self, token: Token) -> bool:
        ops = self.lists.operators.get(("adv", token.lower), ())
        return any(op.effect == "neg" for op in ops) and token.lower not in ("instead", "rather")

    def only(self, token: Token) -> bool:
        """Whether it is "not only", "not just": no negation of the event."""
        after = self.parse.tokens[token.i + 1 : token.i + 3]
        return bool(after) and after[0].lower in ("only", "just", "merely", "simply", "least")

    def never(self, token: Token) -> bool:
        """ "No longer", "at no point", "under no circumstances"."""
        inside = [t for t in self.parse.subtree(token) if t.i <= token.i + 2]
        if token.dep == "advmod":
            return token.lower in ("longer", "more") and any(t.lower == "no" for t in inside)
        nouns = self.parse.children(token, "pobj")
        known = nouns and ("phrase", nouns[0].lower) in self.lists.operators
        return bool(known) and any(c.lower == "no" for c in self.parse.children(nouns[0]))

    def tells(self, noun: Token) -> bool:
        """Whether an emptied argument takes the event back: not in "it is no surprise that"."""
        return noun.dep != "attr" or ("noun", noun.lemma.lower()) in self.lists.operators

    def empty(self, noun: Token) -> bool:
        """Whether an argument is nobody or "no …", so that the event did not happen."""
        if noun.lower in NEGATIVE:
            return not (noun.lower in ("no",) and noun.dep == "intj")
        before = [c for c in self.parse.children(noun) if c.i < noun.i]
        before += [inner for c in before if c.dep in ("nummod", "det", "amod") for inner in self.parse.children(c)]
        before += self.parse.children(noun, "advmod") if noun.lower in ("any", "anyone", "anybody", "anything") else []
        return any(
            (c.lower in ("no", "neither") and c.dep in ("det", "preconj"))
            or (c.lower == "not" and c.dep in ("neg", "advmod", "preconj") and not self.only(c))
            or c.lower in ("hardly", "scarcely", "barely")
            for c in before
        )

    def modal(self, verb: Token, aux: Token) -> str:
        op = next(iter(self.lists.operators.get(("aux", aux.lower), ())), None)
        effect = op.effect if op else "hypo"
        have = any(c.lower in ("have", "'ve") and c.dep == "aux" for c in self.parse.children(verb))
        if effect == "should":
            return "hypo" if have else effect
        if effect != "would":
            return effect
        return "plan" if self.reported(verb) and not have else "hypo"

    def reported(self, verb: Token) -> bool:
        """Whether the clause is told in the past ("said it would"), where "would" is a shifted "will"."""
        node = verb
        while node.dep == "conj":
            node = self.parse.head(node)
        head = self.parse.head(node)
        conditional = any(c.dep == "advcl" and self.has_if(c) for c in self.parse.children(verb))
        return node.dep in ("ccomp", "acl") and (head.tag in ("VBD", "VBN") or head.is_noun) and not conditional

    def has_if(self, verb: Token) -> bool:
        return any(c.dep == "mark" and c.lower in LIKE_IF for c in self.parse.children(verb))

    def beside_noun(self, noun: Token) -> Iterator[Step]:
        for child in self.parse.children(noun):
            word = child.lower
            if child.dep == "neg" or (word in ("no", "neither") and child.dep in ("det", "preconj")):
                if not noun.is_verb:
                    yield Step(child, "neg")
            elif word == "any" and child.dep == "det":
                yield Step(child, "any")
            elif child.dep in ("amod", "compound", "nmod"):
                op = next((o for o in self.lists.operators.get(("adj", word), ()) if "-" in o.via), None)
                if word == "called" and any(c.lower == "so" for c in self.parse.children(child)):
                    yield Step(child, "unclear")
                if op is not None:
                    yield Step(child, op.effect)
        if self.scare_quoted(noun):
            yield Step(noun, "unclear")

    def scare_quoted(self, noun: Token) -> bool:
        """Whether quotation marks hold nothing but this noun and at most two words before it."""
        tokens = self.parse.tokens
        if noun.i + 1 >= len(tokens) or tokens[noun.i + 1].text not in QUOTES:
            return False
        return any(tokens[i].text in QUOTES for i in range(max(0, noun.i - 3), noun.i))

    # One step up

    def up(self, node: Token, head: Token) -> tuple[list[Step], Token | None, bool]:
        """The operators met on the way from a node to its head, the next node, and whether what stands beside it counts."""
        dep = node.dep
        if dep == "conj":
            return self.over_conj(node, head)
        if dep == "relcl" and self.infinitive(node):
            above = self.ask(head, "comp", node)
            return ([Step(node, "purpose")], None, False) if above is None else (above, head, True)
        if dep == "relcl":
            found = self.ask(head, "comp", node) if self.is_clause_of(node, head) else None
            return (found, head, True) if found is not None else self.over_relative(head)
        if dep == "advcl":
            return self.over_adverbial(node, head)
        if dep in ("pobj", "pcomp"):
            return self.over_preposition(node, head)
        above = self.parse.head(head)
        if dep == "acl" and node.tag == "VBN" and head.dep == "nsubj" and above.lemma == "be" and above.i < head.i:
            return [], above, True  # "At no point was the depot struck"
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "acl"):
            return self.over_clause(node, head)
        if dep in ("appos", "parataxis", "dep", "npadvmod", "nmod"):
            return [], head if dep in ("dep", "parataxis") else None, False
        if dep in ("acomp", "attr", "oprd", "prt", "advmod", "expl"):
            return (self.ask(head, "comp", node) or [] if node.is_verb else []), head, True
        return self.over_argument(node, head)

    def over_conj(self, node: Token, first: Token) -> tuple[list[Step], Token | None, bool]:
        """From a coordinated word to the first one, whose auxiliaries it may share."""
        if node.is_noun and self.definite(node):
            return [], None, False
        if node.is_noun or first.is_noun:
            return [], first, not self.but(first, node)
        if self.parse.children(node, *SUBJECTS):
            return [], first, False
        shared = self.shares(node, first)
        self.seen.add(first.i)
        found = list(self.local(first)) if shared else []
        if self.but(first, node):
            found = [step for step in found if step.effect != "neg"]
        if node.tag != first.tag and first.tag == "VB" and node.tag in ("VBD", "VBZ"):
            found = [step for step in found if step.effect == "neg"]
        head = self.parse.head(first)
        if head is first:
            return found, None, False
        infinitive = self.infinitive(first) and node.tag not in ("VB", "VBP")
        if infinitive:
            return found, None, False
        more, after, scoped = self.up(first, head)
        return found + more, after, scoped

    def shares(self, node: Token, first: Token) -> bool:
        """Whether a coordinated verb shares the auxiliaries of the first one."""
        own = [c for c in self.parse.children(node) if c.dep in ("aux", "auxpass") and c.lower != "to"]
        either = any(c.lower in ("or", "nor") for c in self.parse.children(first, "cc"))
        return not own and (either or node.tag == first.tag or node.tag in ("VB", "VBN", "VBP")) and (either or node.tag != "VBD")

    def but(self, first: Token, node: Token) -> bool:
        return any(
            c.dep in ("cc", "punct") and c.lower in ("but", "yet") and c.i < node.i for c in self.parse.children(first, "cc")
        )

    def is_clause_of(self, node: Token, noun: Token) -> bool:
        """Whether what was parsed as a relative clause tells a noun's content ("claims that they fired")."""
        that = any(c.lower == "that" and c.dep not in SUBJECTS for c in self.parse.children(node))
        return that and bool(self.parse.children(node, *SUBJECTS)) and ("noun", noun.lemma.lower()) in self.lists.operators

    def over_relative(self, head: Token) -> tuple[list[Step], Token | None, bool]:
        dets = [c for c in self.parse.children(head, "det") if c.lower in ("any", "every", "no")]
        loose = head.lower in ("anyone", "anybody", "whoever", "everyone", "nobody")
        effect = "neg" if (dets and dets[0].lower == "no") or head.lower == "nobody" else "hypo"
        return ([Step(dets[0] if dets else head, effect)] if dets or loose else []), None, False

    def over_adverbial(self, node: Token, head: Token) -> tuple[list[Step], Token | None, bool]:
        marks = [c.lower for c in self.parse.children(node, "mark", "advmod") if c.i < node.i]
        if any(mark in LIKE_IF for mark in marks):
            return [], None, False
        if self.infinitive(node):
            above, plan = self.ask(head, "inf", node), self.plan_before(node, head)
            if plan is not None:
                return self.ask(plan, "comp", node) or [], plan, True
            if above and above[0].effect in WILLING:
                return above, head, True
            to = next(c for c in self.parse.children(node, "aux") if c.lower == "to")
            return [Step(to, "purpose")], head, False
        if node.tag == "VBN" and node.i == head.i + 1 and not marks:
            above = self.ask(head, "comp", node)  # "are feared killed"
            if above is not None:
                return above, head, self.binds(above)
        future = [step for step in self.local(head) if step.effect in ("plan", "hypo", "should")]
        if node.tag in ("VBG", "VBN") and not marks and not self.parse.children(node, *SUBJECTS):
            return future, head, False
        if "until" in marks:  # a condition of the event above, none of its own
            return [Step(node, "mute")], None, False
        if future and node.tag in ("VBZ", "VBP", "VBN") and {"when", "once", "until", "before", "after"} & set(marks):
            return [Step(future[0].token, "hypo")], head, False
        return [], head if head.dep in ("ccomp", "xcomp", "acl") else None, False

    def plan_before(self, node: Token, head: Token) -> Token | None:
        """The object right before an infinitive that it belongs to: "foiled a plot | to seize"."""
        objects = [c for c in self.parse.children(head, "dobj", "nsubjpass") if c.i < node.i and c.is_noun]
        known = objects and ("noun", objects[-1].lemma.lower()) in self.lists.operators
        return objects[-1] if known else None

    def infinitive(self, verb: Token) -> bool:
        return any(c.lower == "to" and c.tag == "TO" for c in self.parse.children(verb, "aux"))

    def over_preposition(self, node: Token, prep: Token) -> tuple[list[Step], Token | None, bool]:
        governor, word = self.parse.head(prep), prep.lower
        if (
            word == "without"
            or (word == "of" and governor.lower in ("instead", "short"))
            or (word == "than" and governor.lower == "rather")
        ):
            return [Step(prep, "neg")], None, False
        if governor is prep:
            return [], None, False
        plan = self.plan_before(prep, governor) if governor.is_verb else None
        if plan is not None and (above := self.ask(plan, word, node)) is not None:
            return above, plan, True
        if governor.is_noun and governor.dep in ("dobj", "nsubjpass") and self.parse.head(governor).lemma in CHARGING:
            governor = self.parse.head(governor)
        found = self.ask(governor, word, node)
        if found is None and self.is_content(node):
            found = self.ask(governor, "obj", node)
        if found is not None:
            return found, governor, self.binds(found)
        if governor.dep in ("prep", "agent"):
            return [], None, False
        if node.is_verb and governor.is_noun and word not in ("after", "by", "since"):
            return [Step(prep, "mute")], None, False  # "the basis for restoring": not said to be done
        if node.is_verb:
            loose = word in ("of", "against", "about", "from", "to", "at") and governor.is_verb
            return [Step(prep, "unclear")] if loose else [], governor, word in ("by", "in", "while")
        if word in SKIPPED_PREPS or self.definite(node):
            return [], None, False
        return self.through(governor)

    def definite(self, noun: Token) -> bool:
        """Whether a noun stands for something known: with an article or a possessor."""
        return any((c.dep == "det" and c.lower in DEFINITE) or c.dep == "poss" for c in self.parse.children(noun, "det", "poss"))

    def known(self, noun: Token) -> bool:
        """Whether a relative clause tells of the thing as a fact ("the attack that killed nine")."""
        return self.definite(noun) and bool(self.parse.children(noun, "relcl"))

    def through(self, governor: Token) -> tuple[list[Step], Token | None, bool]:
        """Past an ordinary word that an indefinite noun depends on: what is not real about it is not real below."""
        if not governor.is_verb:
            return [], None, False
        steps = [Step(s.token, "unclear" if s.effect == "neg" else s.effect) for s in self.local(governor)]
        if self.start.dep == "dobj" and not steps:
            steps = [Step(governor, "unclear")]
        if self.infinitive(governor) or governor.dep in ("xcomp", "ccomp", "conj"):
            head = self.parse.head(governor)
            if head is not governor:
                more, after, scoped = self.up(governor, head)
                return steps + more, after, scoped
        return steps, None, False

    def over_clause(self, node: Token, head: Token) -> tuple[list[Step], Token | None, bool]:
        via = "inf" if self.infinitive(node) else "comp"
        plan = self.plan_before(node, head) if via == "inf" and node.dep == "xcomp" else None
        if plan is not None and head.lemma not in CONTROL:
            return self.ask(plan, "comp", node) or [], plan, True
        found = self.ask(head, via, node)
        if found is not None:
            return found, head, self.binds(found)
        if head.is_verb and head.lemma in JUDGING and (judged := self.judged(head, node)):
            return judged, head, True
        if head.lemma == "be" and head.is_verb:
            return self.over_be(node, head)
        if via == "inf":
            if node.dep == "acl" and any(c.lower in ("first", "last", "only", "latest") for c in self.parse.children(head)):
                return [], None, False
            return [Step(node, "purpose" if node.dep == "acl" else "hypo")], head, node.dep == "xcomp"
        if node.dep == "acl":
            empty = self.empty(head)
            return ([Step(head, "neg")] if empty else []), None, False
        return [], head, head.is_verb and node.dep == "xcomp"

    def judged(self, head: Token, node: Token) -> list[Step]:
        """What the verb above says of the thing: "is false", "is possible", "called it a lie", "is out of the question"."""
        if head.lemma not in JUDGING:
            return []
        near = self.parse.children(head, "acomp", "attr", "oprd", "xcomp", "ccomp", "advcl")
        near += [
            pobj for prep in self.parse.children(head, "prep") for pobj in self.parse.children(prep, "pobj") if prep.lower == "as"
        ]
        for word in near:
            part = "noun" if word.is_noun else "adj"
            op = next((o for o in self.lists.operators.get((part, word.lower), ()) if o.effect in PREDICATED), None)
            if op is not None and word is not node:
                return [Step(word, op.effect)]
        out = [prep for prep in self.parse.children(head, "prep") if prep.lower == "out"]
        question = any(t.lower == "question" for prep in out for t in self.parse.subtree(prep))
        return [Step(out[0], "deny")] if question else []

    def over_be(self, node: Token, be: Token) -> tuple[list[Step], Token | None, bool]:
        """Past a verb of being: "The aim is to …", "They are to …"."""
        for child in self.parse.children(be, "acomp", "attr", "nsubj"):
            found = self.ask(child, "comp", node)
            if found is not None and child is not node:
                return found, be, True
        if self.infinitive(node):
            return [Step(be, "plan")], be, True
        return [], be, node.dep not in ("ccomp", "csubj", "acl")  # "it is no surprise that": a fact

    def binds(self, found: list[Step]) -> bool:
        """Whether what stands beside the operator counts: not beside a verb of saying or knowing."""
        return not found or found[-1].effect not in ("say", "fact")

    def over_argument(self, node: Token, head: Token) -> tuple[list[Step], Token | None, bool]:
        via = "subj" if node.dep in ("nsubj",) else "obj" if node.dep in ("dobj", "nsubjpass", "dative") else "comp"
        found = self.ask(head, via, node)
        if found and found[-1].effect in ("plan", "hypo", "demand") and self.known(node):
            return [], None, False
        if found is not None:
            return found, head, True
        if node.is_verb:
            return [], head, True
        supports = self.lists.supports
        if head.lemma in JUDGING and (found := self.judged(head, node)):
            return found, head, True
        if head.lemma in supports.get(via, ()):
            return [], head, True
        if head.is_noun and node.dep == "compound":
            return [], None, False
        if self.definite(node):
            return [], None, False
        return self.through(head)

    def ask(self, word: Token, via: str, node: Token) -> list[Step] | None:
        """The operators that a word is for what hangs on it by `via`; None where it is none."""
        effect = self.effect(word, via, node)
        if effect is None or (effect == "order" and via == "obj" and not node.is_noun):
            return None
        if effect == "content":
            return self.told(word)
        if effect == "assert":
            return []
        if effect == "say" and any(step.effect == "neg" for step in self.local(word)):
            return [Step(word, "unsaid")]
        if effect == "go":
            effect = "plan" if word.tag == "VBG" else "real"
        if effect == "should" and word.tag in ("VBD", "VBN"):
            effect = "real"  # who "had to" do it did it
        if effect in ("say", "real") and word.lemma in RUMOURED and self.impersonal(word):
            effect = "unclear"
        if effect == "want":
            effect = "demand" if node.is_verb and self.someone_else(word, node) else "plan"
        if effect == "order" and word.is_noun and self.parse.head(word).lower == "in":
            effect = "purpose"
        return [Step(word, effect)]

    def told(self, noun: Token) -> list[Step]:
        """A report or claim as such settles nothing: where the word above neither affirms nor denies it, it stays open."""
        head = self.parse.head(noun)
        via = {"dobj": "obj", "nsubjpass": "obj", "nsubj": "subj"}.get(noun.dep, "")
        if noun.dep == "pobj":
            head, via = self.parse.head(head), head.lower
        known = self.effect(head, via, noun) if head is not noun else None
        if known is None and head.is_verb and head is not noun:
            known = self.effect(head, "obj", noun)
        settled = known is not None or any(step.effect == "neg" for step in [*self.local(noun), *self.local(head)])
        return [] if settled or self.judged(head, noun) else [Step(noun, "unclear")]

    def impersonal(self, verb: Token) -> bool:
        """Whether nobody is named who alleges: "it is alleged that"."""
        passive = bool(self.parse.children(verb, "auxpass"))
        return passive and not self.parse.children(verb, "agent")

    def effect(self, word: Token, via: str, node: Token) -> str | None:
        part = "verb" if word.is_verb else "noun" if word.is_noun else "adj"
        lemma, lists = word.lemma.lower(), self.lists
        for child in self.parse.children(word):
            if child.dep in ("prt", "advmod", "prep") and (part, f"{lemma} {child.lower}") in lists.operators:
                lemma = f"{lemma} {child.lower}"
        op = lists.operator(part, lemma, via)
        if op is None and via == "inf":
            op = lists.operator(part, lemma, "comp")
            if op is not None and op.effect in ("real", "fact", "say") and part == "verb":
                op = None
        if op is None and part == "adj" and via in ("inf", "comp", "of", "for"):
            op = lists.operator("verb", lemma, via)
        if op is None and via == "obj" and self.is_content(node):
            op = lists.operator(part, lemma, "content")
        return op.effect if op is not None else None

    def someone_else(self, word: Token, node: Token) -> bool:
        """Whether what is wanted is wanted of somebody else."""
        return bool(self.parse.children(node, *SUBJECTS) or self.parse.children(word, "dobj"))

    def is_content(self, node: Token) -> bool:
        ops = self.lists.operators.get(("noun", node.lemma.lower()), ())
        return any(op.effect in ("content", "lie") for op in ops)
