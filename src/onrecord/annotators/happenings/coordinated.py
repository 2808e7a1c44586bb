"""Coordinated verbs: what stands beside the first of two and holds for the second one too."""

from __future__ import annotations

from onrecord.annotators.happenings.beside import Step, beside, has_if, is_emptied
from onrecord.annotators.happenings.frames import SUBJECTS, is_passive
from onrecord.annotators.happenings.joints import INVARIANT, but, gapped, infinitive
from onrecord.language import Parse, Token


def from_clause(parse: Parse, node: Token, first: Token, seen: set[int]) -> list[Step]:
    """From a second clause to the first: an "if" holds for both, and "leave, or we shoot" threatens."""
    if has_if(parse, first):
        return [Step(first, "if")]
    either = any(c.lower == "or" for c in parse.children(first, "cc"))
    told = either and any(step.effect in ("should", "demand", "order") for step in beside(parse, first, seen))
    return [Step(node, "threaten")] if told else []


def shared(parse: Parse, node: Token, first: Token, seen: set[int]) -> list[Step]:
    """What stands beside the first of two verbs and holds for the second one too."""
    if has_if(parse, first) and not infinitive(parse, node):
        return [Step(first, "if")]
    own = [c for c in parse.children(node, "aux", "auxpass") if c.lower != "to"]
    if own:  # "Nobody was hurt or was held": the subject holds for both
        emptied = {c.i for c in parse.children(first, *SUBJECTS) if is_emptied(parse, c)}
        return [step for step in beside(parse, first, seen) if step.token.i in emptied and not but(parse, first, node)]
    if _or_else(parse, node, first, seen):
        return [Step(node, "threaten")]
    either = any(c.lower in ("or", "nor") for c in parse.children(first, "cc"))
    ambiguous = node.lower in INVARIANT and first.tag == "VB"  # "would raid the paper and shut it"
    alike = ((node.tag == first.tag or node.tag in ("VB", "VBN", "VBP")) and node.tag != "VBD") or ambiguous
    alike = alike or gapped(parse, node, first)
    if not (either or alike):
        return []
    apart = but(parse, first, node) or bool(parse.children(node, *SUBJECTS))  # "Nobody was hurt and the crowd dispersed"
    found = [step for step in beside(parse, first, seen) if not (step.effect == "neg" and apart)]
    if not ambiguous and node.tag != first.tag and first.tag == "VB" and node.tag in ("VBD", "VBZ"):
        return [step for step in found if step.effect == "neg"]
    return found


def _or_else(parse: Parse, node: Token, first: Token, seen: set[int]) -> bool:
    """Whether it is what follows if one does not obey: "leave or be arrested"."""
    either = any(c.lower == "or" for c in parse.children(first, "cc"))
    told = any(step.effect in ("should", "demand", "order") for step in beside(parse, first, seen))
    return either and told and is_passive(parse, node) and not is_passive(parse, first)
