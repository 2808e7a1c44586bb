"""Attributions by rules on the parse: a verb of saying with its subject and what depends on it, "according to", nouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.annotators.said.draft import Draft, runs
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.sources import phrase, source_of
from onrecord.annotators.who.described import CITING
from onrecord.language import Parse, Token
from onrecord.text import Offsets, merge

_LATE = ("punct",)


def find_by_rule(parse: Parse, tokens: Iterable[Token] | None = None) -> Iterator[Draft]:
    """A draft for every cue among the tokens, all unless given, that has a content. Quotations are joined afterwards."""
    words = cues()
    for token in parse.tokens if tokens is None else tokens:
        if token.lower == "as" and (draft := _stated_by(parse, token)):
            yield draft
        elif token.lower == "according":
            yield from _according(parse, token)
        elif token.is_verb:
            if token.lemma in words.verbs:
                yield from _verb(parse, token)
        elif token.lemma in words.nouns and token.is_noun:
            yield from _noun(parse, token)


def _verb(parse: Parse, verb: Token) -> Iterator[Draft]:
    if is_expletive(parse, verb) or _is_relay(parse, verb):
        return
    source = source_of(parse, verb)
    content, rule, particle = _content(parse, verb)
    if rule != "figure" and verb.lemma in cues().figure:
        return
    if rule == "passive" or ((source or content) and not _is_plain_act(parse, verb, rule)):
        yield Draft(source, _cue(verb, particle), content, rule or "cue", verb=verb)


def is_expletive(parse: Parse, verb: Token) -> bool:
    """Whether the verb is only spoken of: "it is important to note that", "it is worth saying", "it is heartening to hear"."""
    above = parse.head(verb)
    above = parse.head(above) if above.dep == "acomp" else above
    felt = above.tag == "VBG" and verb.dep == "xcomp" and above.lemma not in cues().verbs | cues().efforts | cues().attitudes
    return (
        verb.dep in ("xcomp", "advcl", "csubj", "ccomp")
        and (above.lemma == "be" or (felt and any(a.lemma == "be" for a in parse.children(above, "aux"))))
        and any(s.lower in ("it", "this", "that") for s in parse.children(above, "nsubj", "expl"))
    )


def _is_relay(parse: Parse, verb: Token) -> bool:
    """Whether the verb tells of somebody else's words: "as reported", "quoted a clerk as saying", "citing a clerk"."""
    behind_as = verb.i > 0 and parse.tokens[verb.i - 1].lower == "as" and verb.tag in ("VBN", "VBG")
    return behind_as or (verb.lemma in CITING and verb.tag == "VBG")


def _is_plain_act(parse: Parse, verb: Token, rule: str) -> bool:
    """Whether nothing at the verb tells of words: no content, and an object that is a thing ("added sugar")."""
    return not rule and bool(parse.children(verb, "dobj", "attr", "acomp")) and verb.lemma not in ("tell",)


def _cue(verb: Token, particle: Token | None) -> list[Offsets]:
    if particle is None:
        return [(verb.start, verb.end)]
    if particle.i == verb.i + 1:
        return [(verb.start, particle.end)]
    return [(verb.start, verb.end), (particle.start, particle.end)]


def _content(parse: Parse, verb: Token) -> tuple[list[Offsets], str, Token | None]:
    """What is said, by the first frame that fits; the rule's name; a particle that belongs to the verb."""
    for frame in (_figure, _passive, _clause, _accusation, _infinitive, _thing, _as, _around):
        content, particle = frame(parse, verb)
        if content:
            return content, frame.__name__.strip("_"), particle
    return [], "", None


Found = tuple[list[Offsets], "Token | None"]


def _figure(parse: Parse, verb: Token) -> Found:
    """As in "put the toll at nine", "gave a toll of nine", "counts eight dead"."""
    if verb.lemma not in cues().figure:
        return [], None
    if verb.lemma == "count":
        counted = [o for o in parse.children(verb, "dobj") if parse.children(o, "nummod")]
        return [run for o in counted for run in runs(parse.subtree(o))], None
    objects = [o for o in parse.children(verb, "dobj") if o.lemma in cues().figures]
    at = [p for t in (verb, *objects) for p in parse.children(t, "prep") if p.lower in ("at", "of") and p.i > verb.i]
    if not objects or not at:
        return [], None
    return merge([*runs(parse.subtree(objects[0])), *runs(parse.subtree(at[0]))], gap=1), None


def _passive(parse: Parse, verb: Token) -> Found:
    """As in "was reported to have left": the subject and the rest together."""
    subject = parse.children(verb, "nsubjpass")
    rest = parse.children(verb, "xcomp")
    if not subject or not rest or verb.lemma not in cues().clause or verb.tag != "VBN" or subject[0].lower == "it":
        return [], None
    if verb.lemma in cues().address:
        return [], None
    return [*runs(parse.subtree(subject[0])), *runs(parse.subtree(rest[0]))], None


def _clause(parse: Parse, verb: Token) -> Found:
    if verb.lemma not in cues().clause | cues().address | cues().attitudes:
        return [], None
    clauses = [
        c
        for c in parse.children(verb, "ccomp")
        if (_is_clause(parse, c) and c.lemma not in cues().verbs | {verb.lemma}) or c.i > verb.i
    ]
    if not clauses:
        clauses = [c for c in parse.children(verb, "advcl", "xcomp") if _has_mark(parse, c, "that", "whether")]
    found = [span for c in clauses for span in runs(parse.subtree(c))]
    return found, None


def _is_clause(parse: Parse, token: Token) -> bool:
    return bool(parse.children(token)) or token.i < token.head


def _has_mark(parse: Parse, token: Token, *marks: str) -> bool:
    return any(m.lower in marks for m in parse.children(token, "mark"))


def _accusation(parse: Parse, verb: Token) -> Found:
    """As in "accused X of Y": X of Y."""
    if verb.lemma not in cues().object:
        return [], None
    objects = parse.children(verb, "dobj", "nsubjpass")
    ways = [p for p in parse.children(verb, "prep") if p.lower in ("of", "for", "with") and p.i > verb.i]
    if not objects or not ways:
        return [], None
    return merge([*runs(parse.subtree(objects[0])), *runs(parse.subtree(ways[0]))], gap=1), None


def _infinitive(parse: Parse, verb: Token) -> Found:
    words = cues()
    if verb.lemma not in words.infinitive and verb.lemma not in words.address:
        return [], None
    for clause in parse.children(verb, "xcomp", "ccomp"):
        if clause.i > verb.i and any(t.tag == "TO" for t in parse.children(clause, "aux")):
            subject = (
                {t.i for s in parse.children(clause, "nsubj") for t in parse.subtree(s)} if verb.lemma in words.address else set()
            )
            return runs(parse.subtree(clause), subject), None
    return [], None


def _thing(parse: Parse, verb: Token) -> Found:
    """As in "announced a truce", "called for talks", "ruled out talks"."""
    words = cues()
    for child in parse.children(verb, "prep", "prt"):
        if f"{verb.lemma} {child.lower}" in words.thing and child.i > verb.i:
            objects = parse.children(child, "pobj", "pcomp") or (parse.children(verb, "dobj") if child.dep == "prt" else [])
            if objects:
                return runs(parse.subtree(objects[0])), child
    if verb.lemma in words.thing and (objects := [o for o in parse.children(verb, "dobj") if o.tag[:1] == "N" or o.is_verb]):
        return runs(parse.subtree(objects[0])), None
    return [], None


def _as(parse: Parse, verb: Token) -> Found:
    """As in "As the minister said, …": the clause around it."""
    if verb.dep != "advcl" or not _has_mark(parse, verb, "as") or verb.lemma not in cues().clause:
        return [], None
    return _rest(parse, parse.head(verb), verb), None


def _around(parse: Parse, verb: Token) -> Found:
    """As in "Talks failed, the minister said": the clause that the cue is put into."""
    if verb.lemma not in cues().clause or verb.dep not in ("parataxis", "ccomp", "dep"):
        return [], None
    above = parse.head(verb)
    if verb.dep == "ccomp" and (verb.i < above.i or not above.is_verb or above.lemma in cues().verbs | cues().attitudes):
        return [], None
    if verb.dep == "ccomp" and _has_mark(parse, verb, "that", "if", "whether"):
        return [], None
    return _rest(parse, above, verb), None


def _stated_by(parse: Parse, token: Token) -> Draft | None:
    """As in "As stated by the minister, …": the rest of the sentence. Read from the words, since the parse often fails here."""
    near = parse.tokens[token.i + 1 : token.i + 3]
    if len(near) < 2 or near[0].tag != "VBN" or near[0].lemma not in cues().clause or near[1].lower != "by":
        return None
    sentence = parse.sentence_tokens(parse.sentence_of(token))
    comma = next((t for t in sentence if t.i > near[1].i + 1 and t.text == ","), None)
    if comma is None and token.i == sentence[0].i:
        return None
    end = comma.i if comma else sentence[-1].i
    source = parse.tokens[near[1].i + 1 : end]
    if not source or len(source) > 12:
        return None
    gone = range(token.i, end + 1)
    return Draft(runs(source), [(near[0].start, near[1].end)], runs(sentence, gone), "stated by", verb=near[0])


def _rest(parse: Parse, top: Token, cue: Token) -> list[Offsets]:
    return runs(parse.subtree(top), (t.i for t in parse.subtree(cue)))


def _according(parse: Parse, token: Token) -> Iterator[Draft]:
    """As in "According to the ministry, …"."""
    to = next((c for c in parse.children(token, "prep") if c.lower == "to"), None)
    if to is None:
        return
    objects = parse.children(to, "pobj")
    if not objects:
        return
    top = parse.head(token)
    while not top.is_verb and top.head != top.i:
        top = parse.head(top)
    content = runs(parse.subtree(top), (t.i for t in parse.subtree(token)))
    yield Draft([phrase(parse, objects[0])], [(token.start, to.end)], content, "according", verb=token)


def _noun(parse: Parse, noun: Token) -> Iterator[Draft]:
    """As in "the ministry's claim that …"; not under a cue verb, which has it for its content."""
    clause = next((c for c in parse.children(noun, "acl", "ccomp") if c.i > noun.i and _has_mark(parse, c, "that")), None)
    if clause is None or parse.head(noun).lemma in cues().verbs:
        return
    owner = parse.children(noun, "poss")
    by = [p for c in parse.children(noun, "prep") if c.lower in ("by", "from") for p in parse.children(c, "pobj")]
    source = [phrase(parse, o) for o in [*owner, *by][:1]]
    yield Draft(source, [(noun.start, noun.end)], runs(parse.subtree(clause)), "noun", verb=noun)
