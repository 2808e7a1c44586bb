"""The chain of words above an event that settle its status: each step is one operator, from the event outwards.

The walk follows the heads of the parse. At each node the operators beside it are taken (negation, modal verbs, "if"), then
the word above is asked whether it is one (denied, tried, threatened, plans …). Where the event is only presupposed (a relative
clause, a clause with "when" or "after", a definite noun), what stands above it does not change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotators.happenings.above import JUDGING, ask, is_content, judged
from onrecord.annotators.happenings.beside import LIKE_IF, Step, beside, has_if, is_emptied
from onrecord.annotators.happenings.frames import CHARGING, SUBJECTS, is_passive
from onrecord.annotators.happenings.granted import is_alongside, is_asked_after, is_made
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token

Up = tuple[list[Step], Token | None, bool]
"""The operators met on the way up, the next node (None at the end), and whether what stands beside that one counts."""

DEFINITE, CONTROL = words("definite"), words("control")
GIVEN, LOOSE, MANNER, TIMED = words("given"), words("open"), words("manner"), words("timed")
WHOEVER, RANKING, RECOUNTING = words("whoever"), words("ranking"), words("recounting")
SHADOWED = frozenset(("hypo", "plan", "should", "demand", "purpose", "neg", "order", "any", "fail"))
"""Effects that stop at a verb of saying: "I would like to stress that …" says it."""

APART = SHADOWED | {"attempt", "threaten", "foil", "prevent", "exclude"}
"""Effects that do not reach a clause which only tells what else was so."""

UNMAKING = frozenset(("deny", "neg", "lie", "hypo", "plan", "purpose", "threaten", "attempt", "demand", "should", "order"))
INSTEAD = frozenset((("instead", "of"), ("short", "of"), ("rather", "than"), ("far", "from"), ("nowhere", "near")))
COMING = words("coming")
AWAITED = frozenset(("when", "once", "before", "after", "until", "till", "whenever"))
WILLING = frozenset(("plan", "order", "attempt", "threaten", "fail", "demand"))


def climb(parse: Parse, start: Token) -> list[Step]:
    """The operators on an event, innermost first."""
    return [*_Climb(parse, start).steps()]


class _Climb:
    """One walk from an event to the root of its sentence."""

    def __init__(self, parse: Parse, start: Token) -> None:
        self.parse, self.start = parse, start
        self.seen: set[int] = set()
        self.apart = False

    def steps(self) -> Iterator[Step]:
        node: Token | None = self.start
        scoped, said, presupposed = True, False, False
        while node is not None and node.i not in self.seen:
            self.seen.add(node.i)
            found = self.local(node) if scoped else []
            head, after = self.parse.head(node), None
            if head is not node:
                above, after, scoped = self.up(node, head)
                presupposed = after is None
                found += above
            node = after
            for step in found:
                if not ((said and step.effect in SHADOWED) or (self.apart and step.effect in APART)):
                    yield step
                said = said or step.effect in ("say", "fact", "unsaid")
        if not presupposed:
            yield from self.fronted()
            yield from self.question()

    def local(self, node: Token) -> list[Step]:
        return list(beside(self.parse, node, self.seen))

    def fronted(self) -> Iterator[Step]:
        """A negation that opens the sentence and holds for its main verb: "At no time, he said, were they …"."""
        sentence = self.parse.sentence_of(self.start)
        opening = self.parse.tokens[sentence.first : sentence.first + 3]
        taken = any(c.i in self.seen or self.parse.head(c).i in self.seen for c in opening)
        if len(opening) == 3 and not taken and opening[0].dep == "prep" and opening[1].lower == "no":
            known = ("phrase", opening[2].lower) in lexicon().operators
            yield from [Step(opening[1], "neg")] if known else []

    def question(self) -> Iterator[Step]:
        sentence = self.parse.sentence_of(self.start)
        tail = self.parse.tokens[max(sentence.first, sentence.last - 2) : sentence.last]
        yield from (Step(token, "ask") for token in tail[:2] if token.text == "?")

    def up(self, node: Token, head: Token) -> Up:
        """One step, by the relation in which a node stands to its head."""
        dep = node.dep
        if dep == "conj":
            return self.over_conj(node, head)
        if dep == "relcl":
            return self.over_relative(node, head)
        if dep in ("ccomp", "pcomp") and is_asked_after(self.parse, node, head):
            return [], None, False
        if dep == "advcl":
            return self.over_adverbial(node, head)
        if dep in ("pobj", "pcomp"):
            return self.over_preposition(node, head)
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "acl"):
            return self.over_clause(node, head)
        if dep in ("dep", "parataxis"):
            found = judged(self.parse, head, node) if node.is_noun and node.i < head.i else []
            return found, head, False
        if dep in ("appos", "npadvmod", "nmod"):
            return [], None, False
        if dep in ("acomp", "attr", "oprd", "prt", "advmod", "expl"):
            return (self.ask(head, "comp", node) or [] if node.is_verb else []), head, True
        return self.over_argument(node, head)

    def ask(self, word: Token, via: str, node: Token) -> list[Step] | None:
        return ask(self.parse, word, via, node)

    # Coordination

    def over_conj(self, node: Token, first: Token) -> Up:
        """From a coordinated word to the first one, whose auxiliaries it may share."""
        if node.is_noun and self.definite(node):
            return self.over_known_conj(node, first)
        if node.is_noun or first.is_noun:
            return [], first, not self.but(first, node)
        if self.parse.children(node, *SUBJECTS) and not self.gapped(node):
            return self.over_clauses(node, first), first, False
        self.seen.add(first.i)
        found, head = self.shared(node, first), self.parse.head(first)
        if head is first or (self.infinitive(first) and node.tag not in ("VB", "VBP")):
            return found, None, False
        more, after, scoped = self.up(first, head)
        return found + more, after, scoped

    def gapped(self, node: Token) -> bool:
        """Whether it lacks the auxiliaries of the first: "two may be killed and others wounded"."""
        return node.tag == "VBN" and not self.parse.children(node, "aux", "auxpass")

    def over_clauses(self, node: Token, first: Token) -> list[Step]:
        """From a second clause to the first: an "if" holds for both, and "leave, or we shoot" threatens."""
        if has_if(self.parse, first):
            return [Step(first, "if")]
        either = any(c.lower == "or" for c in self.parse.children(first, "cc"))
        told = either and any(step.effect in ("should", "demand", "order") for step in self.local(first))
        return [Step(node, "threaten")] if told else []

    def over_known_conj(self, node: Token, first: Token) -> Up:
        """A definite noun is known, but not below a word that asks for both: "demand a truce and the release of"."""
        while first.dep == "conj" and self.parse.head(first) is not first:
            first = self.parse.head(first)
        found = self.up(first, self.parse.head(first))
        asked = any(step.effect in ("demand", "plan", "hypo") for step in found[0])
        return found if asked and not self.but(first, node) else ([], None, False)

    def shared(self, node: Token, first: Token) -> list[Step]:
        """What stands beside the first of two verbs and holds for the second one too."""
        if has_if(self.parse, first) and not self.infinitive(node):
            return [Step(first, "if")]
        own = [c for c in self.parse.children(node, "aux", "auxpass") if c.lower != "to"]
        if own:  # "Nobody was hurt or was held": the subject holds for both
            emptied = {c.i for c in self.parse.children(first, *SUBJECTS) if is_emptied(self.parse, c)}
            return [step for step in self.local(first) if step.token.i in emptied and not self.but(first, node)]
        if self.or_else(node, first):
            return [Step(node, "threaten")]
        either = any(c.lower in ("or", "nor") for c in self.parse.children(first, "cc"))
        alike = (node.tag == first.tag or node.tag in ("VB", "VBN", "VBP")) and node.tag != "VBD"
        if not (either or alike):
            return []
        found = [step for step in self.local(first) if not (step.effect == "neg" and self.but(first, node))]
        if node.tag != first.tag and first.tag == "VB" and node.tag in ("VBD", "VBZ"):
            return [step for step in found if step.effect == "neg"]
        return found

    def or_else(self, node: Token, first: Token) -> bool:
        """Whether it is what follows if one does not obey: "leave or be arrested"."""
        either = any(c.lower == "or" for c in self.parse.children(first, "cc"))
        told = any(step.effect in ("should", "demand", "order") for step in self.local(first))
        return either and told and is_passive(self.parse, node) and not is_passive(self.parse, first)

    def but(self, first: Token, node: Token) -> bool:
        return any(c.lower in ("but", "yet") and c.i < node.i for c in self.parse.children(first, "cc"))

    # Clauses

    def over_relative(self, node: Token, noun: Token) -> Up:
        if self.infinitive(node):
            found = self.ask(noun, "comp", node)
            return ([Step(node, "purpose")], None, False) if found is None else (found, noun, True)
        found = self.ask(noun, "comp", node) if self.tells_content(node, noun) else None
        if found is not None:
            return found, noun, True
        above = self.parse.head(noun)
        if noun.dep == "attr" and any(c.lower == "it" for c in self.parse.children(above, "nsubj")):
            return [], above, True  # "It was not we who attacked"
        if noun.dep == "attr" and node.tag in ("VBZ", "VBP") and (ahead := self.ahead(above)):
            return ahead, None, False
        return self.over_whoever(noun)

    def ahead(self, be: Token) -> list[Step]:
        """What is to come is open: "this will be the year that they sign"."""
        return [Step(s.token, "hypo") for s in self.local(be) if s.effect in ("plan", "hypo")][:1]

    def over_whoever(self, noun: Token) -> Up:
        """A relative clause tells a fact, but on "anyone", "no group", "every ship"."""
        word = next((c for c in self.parse.children(noun, "det") if c.lower in ("any", "every", "no")), None)
        if word is None and noun.lower not in WHOEVER:
            return self.over_new(noun), None, False
        word = word or noun
        return [Step(word, "neg" if word.lower in ("no", "nobody") else "hypo")], None, False

    def over_any(self, noun: Token) -> list[Step]:
        """Those of whom something is only said to come are any: "ships entering the bay will be sunk"."""
        verb = self.parse.head(noun)
        if noun.dep not in SUBJECTS or self.definite(noun) or noun.is_proper or self.parse.children(noun, "nummod"):
            return []
        return [Step(s.token, "hypo") for s in self.local(verb) if s.effect in ("plan", "hypo", "should")][:1]

    def over_new(self, noun: Token) -> list[Step]:
        """What is told of something new below a denial or a plan is as open as that: "denied a raid that killed nine"."""
        new = noun.dep in ("dobj", "attr") and not self.definite(noun) and not noun.is_proper
        verb = self.parse.head(noun)
        if not (new and verb.is_verb):
            return []
        unmade = [s for s in climb(self.parse, verb) if s.effect in UNMAKING]
        return [Step(unmade[-1].token, "unclear")] if unmade else []

    def tells_content(self, node: Token, noun: Token) -> bool:
        """Whether what was parsed as a relative clause tells a noun's content: "claims that they fired", "claims they shot"."""
        that = any(c.lower == "that" and c.dep not in SUBJECTS for c in self.parse.children(node))
        whole = bool(self.parse.children(node, "dobj")) and not any(t.tag in ("WDT", "WP") for t in self.parse.children(node))
        known = ("noun", noun.lemma.lower()) in lexicon().operators
        return (that or whole) and known and bool(self.parse.children(node, *SUBJECTS))

    def over_adverbial(self, node: Token, head: Token) -> Up:
        marks = {c.lower for c in self.parse.children(node, "mark", "advmod") if c.i < node.i}
        if marks & LIKE_IF:
            return ([] if has_if(self.parse, node) else [Step(node, "if")]), None, False
        if self.infinitive(node):
            return self.over_purpose(node, head)
        if "until" in marks:  # a condition of the event above, none of its own
            return [Step(node, "mute")], None, False
        if not marks and node.tag == "VBN" and node.i == head.i + 1:
            found = self.ask(head, "comp", node)  # "are feared killed"
            if found is not None:
                return found, head, self.binds(found)
        return self.over_timed(node, head, marks)

    def over_timed(self, node: Token, head: Token, marks: set[str]) -> Up:
        """A participle shares what is not yet real above it; so does a clause with "when" or "once"."""
        if "before" in marks and (could := [s for s in self.local(node) if s.token.lower in ("could", "can")]):
            return [Step(could[0].token, "neg")], None, False  # "left before he could be arrested"
        future = [step for step in self.local(head) if step.effect in ("plan", "hypo", "should")]
        if node.tag in ("VBG", "VBN") and not marks and not self.parse.children(node, *SUBJECTS):
            return future, head, False
        if node.tag in ("VBZ", "VBP", "VBN") and marks & AWAITED and not any(c.lower == "had" for c in self.parse.children(node)):
            awaited = future or [step for step in climb(self.parse, head) if step.effect in WILLING]
            if awaited:
                return [Step(awaited[0].token, "hypo")], head, False
        self.apart = self.apart or is_alongside(self.parse, node, marks)
        return [], head if head.dep in ("ccomp", "xcomp", "acl") else None, False

    def over_purpose(self, node: Token, head: Token) -> Up:
        noun = self.noun_before(node, head)
        if noun is not None:
            return self.ask(noun, "comp", node) or [], noun, True
        found = self.ask(head, "inf", node)
        if found and found[0].effect in WILLING:
            return found, head, True
        to = next(c for c in self.parse.children(node, "aux") if c.lower == "to")
        return [Step(to, "purpose")], head, False

    def noun_before(self, node: Token, head: Token) -> Token | None:
        """The object right before an infinitive or phrase that it belongs to: "foiled a plot | to seize"."""
        objects = [c for c in self.parse.children(head, "dobj", "nsubjpass") if c.i < node.i and c.is_noun]
        known = objects and ("noun", objects[-1].lemma.lower()) in lexicon().operators
        return objects[-1] if known else None

    def infinitive(self, verb: Token) -> bool:
        return any(c.lower == "to" and c.tag == "TO" for c in self.parse.children(verb, "aux"))

    def over_clause(self, node: Token, head: Token) -> Up:
        if node.dep == "acl" and (be := self.torn_apart(node, head)) is not None:
            return [], be, True
        if node.dep == "acl" and (told := self.told_to(node, head)) is not None:
            head = told
        if head.is_noun and (is_made(self.parse, node) or (node.dep == "acl" and head.lemma == "fact" and head.dep != "attr")):
            return self.over_made(node, head)
        via = "inf" if self.infinitive(node) else "comp"
        noun = self.noun_before(node, head) if via == "inf" and node.dep == "xcomp" else None
        if noun is not None and head.lemma not in CONTROL:
            return self.ask(noun, "comp", node) or [], noun, True
        found = self.ask(head, via, node)
        if found is not None:
            asked = [Step(head, "if")] if found and found[-1].effect == "say" and has_if(self.parse, head) else []
            return found + asked, head, self.binds(found)
        if head.is_verb and (found := judged(self.parse, head, node)):
            return found, head, True
        if head.is_verb and head.lemma == "be":
            return self.over_be(node, head)
        return self.over_unknown(node, head, via)

    def over_made(self, node: Token, noun: Token) -> Up:
        """Past what was done with a thing, and past "the fact that": what the noun is about is another event."""
        if noun.lemma == "fact":
            return [], None, False
        if is_emptied(self.parse, noun):
            return [Step(noun, "neg")], None, False
        return self.over_any(noun) or self.over_new(noun), None, False

    def told_to(self, node: Token, noun: Token) -> Token | None:
        """The verb of "threatened them that he would", where the parse hangs the clause on those who are told."""
        that = any(c.lower == "that" for c in self.parse.children(node, "mark"))
        verb = self.parse.head(noun)
        told = that and noun.dep == "dobj" and verb.is_verb and ("noun", noun.lemma.lower()) not in lexicon().operators
        return verb if told else None

    def torn_apart(self, node: Token, head: Token) -> Token | None:
        """The verb of "At no point was the depot struck", which is parsed as a clause on the noun."""
        be = self.parse.head(head)
        return be if node.tag == "VBN" and head.dep == "nsubj" and be.lemma == "be" and be.i < head.i else None

    def over_unknown(self, node: Token, head: Token, via: str) -> Up:
        """A word that is no operator: an infinitive below it stays open, a clause below it is told."""
        if via == "inf":
            if (too := self.too(head)) is not None:
                return [Step(too, "neg")], head, True
            if node.dep == "acl" and any(c.lower in RANKING for c in self.parse.children(head)):
                return [], None, False
            return [Step(node, "purpose" if node.dep == "acl" else "hypo")], head, node.dep == "xcomp"
        if node.dep == "acl" and head.dep == "pobj" and is_content(self.parse.head(self.parse.head(head))):
            return [], head, False  # "no sign of troops entering the town"
        if node.dep == "acl":
            return ([Step(head, "neg")] if is_emptied(self.parse, head) else self.over_any(head)), None, False
        return [], head, head.is_verb and node.dep == "xcomp"

    def too(self, head: Token) -> Token | None:
        """The "too" of "are too weak to attack"."""
        near = [head, *self.parse.children(head, "acomp", "advmod")]
        return next((c for word in near for c in self.parse.children(word, "advmod") if c.lower == "too"), None)

    def over_be(self, node: Token, be: Token) -> Up:
        """Past a verb of being: "The aim is to …", "They are to …"."""
        for child in self.parse.children(be, "acomp", "attr", "nsubj"):
            found = self.ask(child, "comp", node)
            if found is not None and child is not node:
                return found, be, True
        if self.infinitive(node):
            return [] if has_if(self.parse, node) else [Step(be, "plan")], be, True
        cleft = any(c.tag == "WP" for c in self.parse.children(node, "nsubj"))  # "it was not we who"
        return [], be, cleft or node.dep not in ("ccomp", "csubj", "acl")  # "it is no surprise that": a fact

    def binds(self, found: list[Step]) -> bool:
        """Whether what stands beside the operator counts: not beside a verb of saying or knowing."""
        return not found or found[-1].effect not in ("say", "fact", "unsaid")

    # Phrases

    def over_preposition(self, node: Token, prep: Token) -> Up:
        governor, word = self.parse.head(prep), prep.lower
        if governor.lemma.lower() in RECOUNTING and self.definite(node):
            return [], None, False  # "disputed the account of the raid": the raid itself stays
        pair = (governor.lower, word)
        if word == "without" or pair in INSTEAD:
            return [Step(prep, "neg")], None, False
        if node.tag == "VBG" and word == "from" and governor.is_verb and governor.lemma not in COMING:
            return [Step(governor, "prevent")], governor, True  # "talked him out, kept him, held them | from attacking"
        if word == "lest" or governor is prep:
            return ([Step(prep, "hypo")] if word == "lest" else []), None, False
        noun = self.noun_before(prep, governor) if governor.is_verb else None
        if noun is not None and (found := self.ask(noun, word, node)) is not None:
            return found, noun, True
        if governor.dep in ("dobj", "nsubjpass") and governor.is_noun and self.parse.head(governor).lemma in CHARGING:
            governor = self.parse.head(governor)  # "accuse them | of shelling"
        found = None if self.told_on(node) else self.ask(governor, word, node)
        if found is None and is_content(node):
            found = self.ask(governor, "obj", node)
        if found is not None:
            return found, governor, self.binds(found)
        return self.over_plain_preposition(node, prep, governor)

    def over_plain_preposition(self, node: Token, prep: Token, governor: Token) -> Up:
        """Past a preposition whose governor is no operator."""
        word = prep.lower
        if governor.dep in ("prep", "agent"):
            return [], None, False
        if node.is_verb and governor.is_noun and word not in TIMED:
            return [Step(prep, "mute")], None, False  # "the basis for restoring": not said to be done
        if node.is_verb:
            return [Step(prep, "unclear")] if word in LOOSE and governor.is_verb else [], governor, word in MANNER
        if word in GIVEN or self.definite(node) or self.told_on(node):
            return [], None, False
        return self.through(governor)

    def over_argument(self, node: Token, head: Token) -> Up:
        via = {"nsubj": "subj", "dobj": "obj", "nsubjpass": "obj", "dative": "obj"}.get(node.dep, "comp")
        found = self.ask(head, via, node)
        if found and found[-1].effect in ("plan", "hypo", "demand") and self.known(node):
            return [], None, False
        if found is not None or node.is_verb:
            return found or [], head, True
        if head.lemma in JUDGING and (found := judged(self.parse, head, node)):
            return found, head, True
        if head.lemma in lexicon().supports.get(via, ()):
            return [], head, True
        if (head.is_noun and node.dep == "compound") or self.definite(node):
            return [], None, False
        return self.through(head)

    def definite(self, noun: Token) -> bool:
        """Whether a noun stands for something known: with an article or a possessor."""
        return any(c.dep == "poss" or c.lower in DEFINITE for c in self.parse.children(noun, "det", "poss"))

    def told_on(self, noun: Token) -> bool:
        """Whether a relative clause in the past tells on: "in an airstrike that killed dozens"."""
        return any(c.tag == "VBD" and not self.parse.children(c, "aux", "neg") for c in self.parse.children(noun, "relcl"))

    def known(self, noun: Token) -> bool:
        """Whether a relative clause tells of the thing as a fact ("the attack that killed nine")."""
        return self.definite(noun) and bool(self.parse.children(noun, "relcl"))

    def through(self, governor: Token) -> Up:
        """Past an ordinary word that an indefinite noun depends on: what is not real about it is not real below."""
        if not governor.is_verb:
            return [], None, False
        steps = [Step(s.token, "unclear" if s.effect == "neg" else s.effect) for s in self.local(governor)]
        if self.start.dep == "dobj" and not steps:
            steps = [Step(governor, "unclear")]
        head = self.parse.head(governor)
        if head is governor or not (self.infinitive(governor) or governor.dep in ("xcomp", "ccomp", "conj")):
            return steps, None, False
        more, after, scoped = self.up(governor, head)
        return steps + more, after, scoped
