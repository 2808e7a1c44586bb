"""The chain of words above an event that settle its status: each step is one operator, from the event outwards.

The walk follows the heads of the parse. At each node the operators beside it are taken (negation, modal verbs, "if"), then
the word above is asked whether it is one (denied, tried, threatened, plans …). Where the event is only presupposed (a relative
clause, a clause with "when" or "after", a definite noun), what stands above it does not change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.happenings.frames import SUBJECTS
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
SKIPPED_PREPS = frozenset(
    "after during since despite amid following because due before over until till upon near among given like than as".split()
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
        scoped, said = True, False
        while node is not None and node.i not in self.seen:
            self.seen.add(node.i)
            found = list(self.local(node)) if scoped else []
            head, after = self.parse.head(node), None
            if head is not node:
                above, after, scoped = self.up(node, head)
                found += above
            node = after
            for step in found:
                if not (said and step.effect in UNSAID):
                    yield step
                said = said or step.effect in ("say", "fact", "unsaid")
        yield from self.question()

    def question(self) -> Iterator[Step]:
        sentence = self.parse.sentence_of(self.start)
        tail = self.parse.tokens[max(sentence.first, sentence.last - 2) : sentence.last]
        mark = next((t for t in tail if t.text == "?"), None)
        if mark is not None:
            yield Step(mark, "hypo")

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
            elif child.dep == "advmod":
                op = next(iter(self.lists.operators.get(("adv", word), ())), None)
                if op is not None:
                    marks.append(Step(child, op.effect))
            elif child.dep == "mark" and word in LIKE_IF:
                marks.append(Step(child, "if"))
            elif child.dep in EMPTIED and child.i not in self.seen and self.empty(child):
                negations.append(Step(child, "neg"))
        wide = [m for m in modals if m.token.lower in ("may", "might")]
        yield from (m for m in modals if m not in wide)
        yield from negations[:1]
        yield from wide
        yield from marks

    def is_negative(self, token: Token) -> bool:
        ops = self.lists.operators.get(("adv", token.lower), ())
        return any(op.effect == "neg" for op in ops) and token.lower not in ("instead", "rather")

    def only(self, token: Token) -> bool:
        """Whether it is "not only", "not just": no negation of the event."""
        after = self.parse.tokens[token.i + 1 : token.i + 3]
        return bool(after) and after[0].lower in ("only", "just", "merely", "simply", "least")

    def empty(self, noun: Token) -> bool:
        """Whether an argument is nobody or "no …", so that the event did not happen."""
        if noun.lower in NEGATIVE:
            return not (noun.lower in ("no",) and noun.dep == "intj")
        return any(c.lower in ("no", "neither") and c.dep in ("det", "preconj") for c in self.parse.children(noun))

    def modal(self, verb: Token, aux: Token) -> str:
        op = next(iter(self.lists.operators.get(("aux", aux.lower), ())), None)
        effect = op.effect if op else "hypo"
        if effect != "would":
            return effect
        have = any(c.lower in ("have", "'ve") and c.dep == "aux" for c in self.parse.children(verb))
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
            if word in ("no", "neither") and child.dep in ("det", "preconj", "neg"):
                yield Step(child, "neg")
            elif child.dep == "neg" and not noun.is_verb:
                yield Step(child, "neg")
            elif word == "any" and child.dep == "det":
                yield Step(child, "any")
            elif child.dep in ("amod", "compound", "nmod"):
                op = next((o for o in self.lists.operators.get(("adj", word), ()) if "-" in o.via), None)
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
        if dep == "relcl":
            return self.over_relative(head)
        if dep == "advcl":
            return self.over_adverbial(node, head)
        if dep in ("pobj", "pcomp"):
            return self.over_preposition(node, head)
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "acl"):
            return self.over_clause(node, head)
        if dep in ("appos", "parataxis", "dep", "npadvmod", "nmod"):
            return [], head if dep in ("dep", "parataxis") else None, False
        if dep in ("acomp", "attr", "oprd", "prt", "advmod", "expl"):
            return [], head, True
        return self.over_argument(node, head)

    def over_conj(self, node: Token, first: Token) -> tuple[list[Step], Token | None, bool]:
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
            found = []
        head = self.parse.head(first)
        if head is first:
            return found, None, False
        infinitive = self.infinitive(first) and node.tag != "VB"
        if infinitive:
            return found, None, False
        more, after, scoped = self.up(first, head)
        return found + more, after, scoped

    def shares(self, node: Token, first: Token) -> bool:
        """Whether a coordinated verb shares the auxiliaries of the first one."""
        own = [c for c in self.parse.children(node) if c.dep in ("aux", "auxpass") and c.lower != "to"]
        return not own and (node.tag == first.tag or node.tag in ("VB", "VBN", "VBP")) and node.tag != "VBD"

    def but(self, first: Token, node: Token) -> bool:
        return any(
            c.dep in ("cc", "punct") and c.lower in ("but", "yet") and c.i < node.i for c in self.parse.children(first, "cc")
        )

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
            above = self.ask(head, "inf", node)
            if above and above[0].effect in WILLING:
                return above, head, True
            to = next(c for c in self.parse.children(node, "aux") if c.lower == "to")
            return [Step(to, "purpose")], head, False
        future = [step for step in self.local(head) if step.effect in ("plan", "hypo", "should")]
        if node.tag in ("VBG", "VBN") and not marks and not self.parse.children(node, *SUBJECTS):
            return future, head, False
        if "until" in marks:
            return [Step(node, "hypo")], None, False
        if future and node.tag in ("VBZ", "VBP", "VBN") and {"when", "once", "until", "before", "after"} & set(marks):
            return [Step(future[0].token, "hypo")], head, False
        return [], head if head.dep in ("ccomp", "xcomp", "acl") else None, False

    def infinitive(self, verb: Token) -> bool:
        return any(c.lower == "to" and c.tag == "TO" for c in self.parse.children(verb, "aux"))

    def over_preposition(self, node: Token, prep: Token) -> tuple[list[Step], Token | None, bool]:
        governor, word = self.parse.head(prep), prep.lower
        if word == "without" or (word == "of" and governor.lower == "instead") or (word == "than" and governor.lower == "rather"):
            return [Step(prep, "neg")], None, False
        if governor is prep:
            return [], None, False
        found = self.ask(governor, word, node)
        if found is not None:
            return found, governor, True
        if governor.dep in ("prep", "agent"):
            return [], None, False
        if node.is_verb:
            return [], governor, word in ("by", "in", "while")
        if word in SKIPPED_PREPS or self.definite(node):
            return [], None, False
        return self.through(governor)

    def definite(self, noun: Token) -> bool:
        """Whether a noun stands for something known: with an article or a possessor."""
        return any((c.dep == "det" and c.lower in DEFINITE) or c.dep == "poss" for c in self.parse.children(noun, "det", "poss"))

    def through(self, governor: Token) -> tuple[list[Step], Token | None, bool]:
        """Past an ordinary word that an indefinite noun depends on: what is not real about it is not real below."""
        if not governor.is_verb:
            return [], None, False
        steps = [Step(s.token, "unclear" if s.effect == "neg" else s.effect) for s in self.local(governor)]
        if self.infinitive(governor) or governor.dep in ("xcomp", "ccomp", "conj"):
            head = self.parse.head(governor)
            if head is not governor:
                more, after, scoped = self.up(governor, head)
                return steps + more, after, scoped
        return steps, None, False

    def over_clause(self, node: Token, head: Token) -> tuple[list[Step], Token | None, bool]:
        via = "inf" if self.infinitive(node) else "comp"
        found = self.ask(head, via, node)
        if found is not None:
            return found, self.after(head, found), self.binds(found)
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

    def over_be(self, node: Token, be: Token) -> tuple[list[Step], Token | None, bool]:
        """ "It is false that …", "The aim is to …", "They are to …"."""
        for child in self.parse.children(be, "acomp", "attr", "nsubj"):
            found = self.ask(child, "comp", node)
            if found is not None and child is not node:
                return found, be, True
        if self.infinitive(node):
            return [Step(be, "plan")], be, True
        return [], be, True

    def binds(self, found: list[Step]) -> bool:
        """Whether what stands beside the operator counts: not beside a verb of saying or knowing."""
        return not found or found[-1].effect not in ("say", "fact")

    def after(self, head: Token, found: list[Step]) -> Token:
        return head

    def over_argument(self, node: Token, head: Token) -> tuple[list[Step], Token | None, bool]:
        via = "subj" if node.dep in ("nsubj",) else "obj" if node.dep in ("dobj", "nsubjpass", "dative") else "comp"
        found = self.ask(head, via, node)
        if found is not None:
            return found, head, True
        if node.is_verb:
            return [], head, True
        supports = self.lists.supports
        if head.lemma in supports.get(via, ()):
            return [], head, True
        if head.is_noun and node.dep == "compound":
            return [], None, False
        if self.definite(node):
            return [], None, False
        return self.through(head)

    def ask(self, word: Token, via: str, node: Token) -> list[Step] | None:
        """The operators that a word is for what hangs on it by `via`; None where it is none."""
        part = "verb" if word.is_verb else "noun" if word.is_noun else "adj"
        lemma = word.lemma.lower()
        op = self.lists.operator(part, lemma, via)
        if op is None and via in ("inf", "that"):
            op = self.lists.operator(part, lemma, "comp")
            if op is not None and op.effect in ("real", "fact", "say") and via == "inf" and part == "verb":
                op = None
        if op is None and part == "adj" and via in ("inf", "comp", "of", "for"):
            op = self.lists.operator("verb", lemma, via)
        if op is None and via == "obj" and self.is_content(node):
            op = self.lists.operator(part, lemma, "content")
        if op is None:
            return None
        if op.effect == "order" and via == "obj" and not self.can_be_ordered(node):
            return None
        if self.unmet(word, via, op.effect):
            return None
        if part == "noun" and lemma == "order" and self.parse.head(word).lower == "in":
            return [Step(word, "purpose")]
        if op.effect == "content":
            return []
        if op.effect == "say":
            negated = any(step.effect == "neg" for step in self.local(word))
            return [Step(word, "unsaid" if negated else "say")]
        return [Step(word, op.effect)]

    def unmet(self, word: Token, via: str, effect: str) -> bool:
        """Whether a particle is wanting: only "rule out" denies."""
        return word.lemma == "rule" and effect == "deny" and not any(c.lower == "out" for c in self.parse.children(word))

    def is_content(self, node: Token) -> bool:
        ops = self.lists.operators.get(("noun", node.lemma.lower()), ())
        return any(op.effect in ("content", "lie") for op in ops)

    def can_be_ordered(self, node: Token) -> bool:
        return node.is_noun
