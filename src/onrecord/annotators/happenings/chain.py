"""The chain of words above an event that settle its status: each step is one operator, from the event outwards.

The walk follows the heads of the parse. At each node the operators beside it are taken (negation, modal verbs, "if"), then
the word above is asked whether it is one (denied, tried, threatened, plans …). Where the event is only presupposed (a relative
clause, a clause with "when" or "after", a definite noun), what stands above it does not change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotators.happenings.above import JUDGING, ask, is_content, judged
from onrecord.annotators.happenings.astray import (
    APART,
    SHADOWED,
    WILLING,
    hinders,
    is_aim_of,
    kept_from,
    made_for_it,
    of_doer,
    ruled_out,
)
from onrecord.annotators.happenings.beside import LIKE_IF, Step, beside, has_if, is_emptied
from onrecord.annotators.happenings.coordinated import from_clause, shared
from onrecord.annotators.happenings.frames import CHARGING, SUBJECTS, result_of
from onrecord.annotators.happenings.granted import is_alongside, is_asked_after, is_made
from onrecord.annotators.happenings.joints import (
    asking,
    binds,
    but,
    definite,
    gapped,
    impression,
    in_case,
    infinitive,
    is_known,
    noun_before,
    tells_content,
    told_on,
    told_to,
    too_much,
    torn_apart,
    torn_condition,
)
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token

Up = tuple[list[Step], Token | None, bool]
"""The operators met on the way up, the next node (None at the end), and whether what stands beside that one counts."""

CONTROL = words("control")
GIVEN, LOOSE, MANNER, TIMED = words("given"), words("open"), words("manner"), words("timed")
WHOEVER, RANKING, RECOUNTING = words("whoever"), words("ranking"), words("recounting")


UNMAKING = frozenset(("deny", "neg", "lie", "hypo", "plan", "purpose", "threaten", "attempt", "demand", "should", "order"))
AWAITED = frozenset(("when", "once", "before", "after", "until", "till", "whenever"))


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
            found = self.heard(self.local(node)) if scoped else []
            head, after = self.parse.head(node), None
            if head is not node:
                above, after, scoped = self.up(node, head)
                presupposed = after is None
                found += self.heard(above)
            node = after
            for step in found:
                if not (said and step.effect in SHADOWED):
                    yield step
                said = said or step.effect in ("say", "fact", "unsaid")
        if not presupposed:
            yield from self.fronted()
            yield from self.question()

    def heard(self, found: list[Step]) -> list[Step]:
        """The operators that reach the event: behind a clause beside it, those of that clause do not."""
        return [step for step in found if not (self.apart and step.effect in APART)]

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
        yield from (Step(token, "ask") for token in asking(self.parse, self.start))

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
        if node.is_noun and definite(self.parse, node):
            return self.over_known_conj(node, first)
        if node.is_noun or first.is_noun:
            return [], first, not but(self.parse, first, node)
        if self.parse.children(node, *SUBJECTS) and not gapped(self.parse, node, first):
            return from_clause(self.parse, node, first, self.seen), first, False
        self.seen.add(first.i)
        found, head = shared(self.parse, node, first, self.seen), self.parse.head(first)
        if head is first or (infinitive(self.parse, first) and node.tag not in ("VB", "VBP")):
            return found, None, False
        more, after, scoped = self.up(first, head)
        return found + more, after, scoped

    def over_known_conj(self, node: Token, first: Token) -> Up:
        """A definite noun is known, but not below a word that asks for both: "demand a truce and the release of"."""
        while first.dep == "conj" and self.parse.head(first) is not first:
            first = self.parse.head(first)
        found = self.up(first, self.parse.head(first))
        asked = any(step.effect in ("demand", "plan", "hypo") for step in found[0])
        return found if asked and not but(self.parse, first, node) else ([], None, False)

    # Clauses

    def over_relative(self, node: Token, noun: Token) -> Up:
        if infinitive(self.parse, node):
            found = self.ask(noun, "comp", node)
            return ([Step(node, "purpose")], None, False) if found is None else (found, noun, True)
        found = self.ask(noun, "comp", node) if tells_content(self.parse, node, noun) else None
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
        if noun.dep not in SUBJECTS or definite(self.parse, noun) or noun.is_proper or self.parse.children(noun, "nummod"):
            return []
        return [Step(s.token, "hypo") for s in self.local(verb) if s.effect in ("plan", "hypo", "should")][:1]

    def over_new(self, noun: Token) -> list[Step]:
        """What is told of something new below a denial or a plan is as open as that: "denied a raid that killed nine"."""
        new = noun.dep in ("dobj", "attr") and not definite(self.parse, noun) and not noun.is_proper
        verb = self.parse.head(noun)
        if not (new and verb.is_verb):
            return []
        unmade = [s for s in climb(self.parse, verb) if s.effect in UNMAKING]
        return [Step(unmade[-1].token, "unclear")] if unmade else []

    def over_adverbial(self, node: Token, head: Token) -> Up:
        if (blow := result_of(self.parse, node, head)) is not None:
            return [], blow, True
        marks = {c.lower for c in self.parse.children(node, "mark", "advmod") if c.i < node.i}
        if marks & LIKE_IF:
            return ([] if has_if(self.parse, node) else [Step(node, "if")]), None, False
        if infinitive(self.parse, node):
            return self.over_purpose(node, head)
        if (open_ := impression(self.parse, node, head) or in_case(self.parse, node)) is not None:
            return [open_], None, False
        if "until" in marks:  # a condition of the event above, none of its own
            return [Step(node, "mute")], None, False
        if not marks and node.tag == "VBN" and node.i == head.i + 1:
            found = self.ask(head, "comp", node)  # "are feared killed"
            if found is not None:
                return found, head, binds(found)
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
        if (held := made_for_it(self.parse, node, head)) is not None:
            return held
        noun = noun_before(self.parse, node, head)
        if noun is not None:
            return self.ask(noun, "comp", node) or [], noun, True
        found = self.ask(head, "inf", node)
        if found and found[0].effect in WILLING:
            return found, head, True
        to = next(c for c in self.parse.children(node, "aux") if c.lower == "to")
        return [Step(to, "purpose")], head, False

    def over_clause(self, node: Token, head: Token) -> Up:
        if node.dep == "acl" and (be := torn_apart(self.parse, node, head)) is not None:
            return [], be, True
        if node.dep == "acl" and (told := told_to(self.parse, node, head)) is not None:
            head = told
        if head.is_noun and (is_made(self.parse, node) or (node.dep == "acl" and head.lemma == "fact" and head.dep != "attr")):
            return self.over_made(node, head)
        via = "inf" if infinitive(self.parse, node) else "comp"
        if via == "inf" and (held := made_for_it(self.parse, node, head)) is not None:
            return held
        noun = noun_before(self.parse, node, head) if via == "inf" and node.dep == "xcomp" else None
        if noun is not None and head.lemma not in CONTROL:
            return self.ask(noun, "comp", node) or [], noun, True
        if (open_ := impression(self.parse, node, head) or torn_condition(self.parse, node, head)) is not None:
            return [open_], None, False
        found = self.ask(head, via, node)
        if found is not None:
            asked = [Step(head, "if")] if found and found[-1].effect == "say" and has_if(self.parse, head) else []
            return found + asked, head, binds(found)
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

    def over_unknown(self, node: Token, head: Token, via: str) -> Up:
        """A word that is no operator: an infinitive below it stays open, a clause below it is told."""
        if via == "inf":
            if (too := too_much(self.parse, head)) is not None:
                return [Step(too, "neg")], head, True
            if node.dep == "acl" and any(c.lower in RANKING for c in self.parse.children(head)):
                return [], None, False
            aim = node.dep == "acl" or is_aim_of(self.parse, head)
            return [Step(node, "purpose" if aim else "hypo")], head, node.dep == "xcomp"
        if node.dep == "acl" and head.dep == "pobj" and is_content(self.parse.head(self.parse.head(head))):
            return [], head, False  # "no sign of troops entering the town"
        if node.dep == "acl" and node.tag == "VBG" and head.dep == "pobj" and (found := of_doer(self.parse, node, head)):
            return found, self.parse.head(self.parse.head(head)), True
        if node.dep == "acl":
            return ([Step(head, "neg")] if is_emptied(self.parse, head) else self.over_any(head)), None, False
        return [], head, head.is_verb and node.dep == "xcomp"

    def over_be(self, node: Token, be: Token) -> Up:
        """Past a verb of being: "The aim is to …", "They are to …"."""
        for child in self.parse.children(be, "acomp", "attr", "nsubj"):
            found = self.ask(child, "comp", node)
            if found is not None and child is not node:
                return found, be, True
        if infinitive(self.parse, node):
            return [] if has_if(self.parse, node) else [Step(be, "plan")], be, True
        cleft = any(c.tag == "WP" for c in self.parse.children(node, "nsubj"))  # "it was not we who"
        return [], be, cleft or node.dep not in ("ccomp", "csubj", "acl")  # "it is no surprise that": a fact

    # Phrases

    def over_preposition(self, node: Token, prep: Token) -> Up:
        governor, word = self.parse.head(prep), prep.lower
        if governor.lemma.lower() in RECOUNTING and definite(self.parse, node):
            return [], None, False  # "disputed the account of the raid": the raid itself stays
        if (out := ruled_out(self.parse, node, prep)) is not None:
            return [out], None, False
        if node.tag == "VBG" and word == "from" and governor.is_verb and hinders(self.parse, governor):
            return [Step(governor, "prevent")], governor, True  # "talked him out, kept him, held them | from attacking"
        if word == "lest" or governor is prep:
            return ([Step(prep, "hypo")] if word == "lest" else []), None, False
        noun = noun_before(self.parse, prep, governor) if governor.is_verb else None
        if noun is not None and (found := self.ask(noun, word, node)) is not None:
            return found, noun, True
        if governor.dep in ("dobj", "nsubjpass") and governor.is_noun and self.parse.head(governor).lemma in CHARGING:
            governor = self.parse.head(governor)  # "accuse them | of shelling"
        elif node.tag == "VBG" and word == "from" and (kept := kept_from(self.parse, node, governor)):
            return kept, self.parse.head(governor), True
        found = None if told_on(self.parse, node) else self.ask(governor, word, node)
        if found is None and is_content(node):
            found = self.ask(governor, "obj", node)
        if found is not None:
            return found, governor, binds(found)
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
        if word in GIVEN or definite(self.parse, node) or told_on(self.parse, node):
            return [], None, False
        return self.through(governor)

    def over_argument(self, node: Token, head: Token) -> Up:
        via = {"nsubj": "subj", "dobj": "obj", "nsubjpass": "obj", "dative": "obj"}.get(node.dep, "comp")
        found = self.ask(head, via, node)
        if found and found[-1].effect in ("plan", "hypo", "demand") and is_known(self.parse, node):
            return [], None, False
        if found is not None or node.is_verb:
            return found or [], head, True
        if head.lemma in JUDGING and (found := judged(self.parse, head, node)):
            return found, head, True
        if head.lemma in lexicon().supports.get(via, ()):
            return [], head, True
        if (head.is_noun and node.dep == "compound") or definite(self.parse, node) or told_on(self.parse, node):
            return [], None, False
        return self.through(head)

    def through(self, governor: Token) -> Up:
        """Past an ordinary word that an indefinite noun depends on: what is not real about it is not real below."""
        if not governor.is_verb:
            return [], None, False
        steps = [Step(s.token, "unclear" if s.effect == "neg" else s.effect) for s in self.local(governor)]
        if self.start.dep == "dobj" and not steps:
            steps = [Step(governor, "unclear")]
        head = self.parse.head(governor)
        if head is governor or not (infinitive(self.parse, governor) or governor.dep in ("xcomp", "ccomp", "conj")):
            return steps, None, False
        more, after, scoped = self.up(governor, head)
        return steps + more, after, scoped
