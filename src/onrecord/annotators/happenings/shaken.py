"""What a negated word of shrinking says: that it is done all the same ("did not hesitate to fire", "will not fail to strike")."""

from __future__ import annotations

from onrecord.annotators.happenings.beside import Step
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

UNSHAKEN = words("unshaken")
SHRINKING = frozenset(("waver", "fail", "prevent"))
NEAR = 2
"""A negation stands behind at most one modal verb: "will not"."""


def unshaken(parse: Parse, steps: list[Step]) -> list[Step]:
    """The operators above an event, where a negation that belongs to a word of shrinking takes that word back.

    Who does not hesitate does it, whatever stands above ("will not hesitate"); who is not afraid to may do it.

    Args:
        parse: the text's parse.
        steps: the operators, innermost first.
    """
    for place, step in enumerate(steps):
        if step.effect in SHRINKING and (negation := _negation(parse, steps[place + 1 : place + 1 + NEAR], step.token)):
            effect = "sure" if step.token.is_verb else "hypo"
            after = [other for other in steps[place + 1 :] if other is not negation]
            return [*steps[:place], Step(step.token, effect), *unshaken(parse, after)]
    return steps


def _negation(parse: Parse, near: list[Step], word: Token) -> Step | None:
    """The negation of a verb of shrinking, or of "be" with such an adjective; None of other words."""
    bearer = word if word.is_verb else parse.head(word)
    known = word.lemma in UNSHAKEN if word.is_verb else bearer.is_verb
    found = next((step for step in near if step.effect == "neg" and parse.head(step.token) is bearer), None)
    return found if known and not parse.children(bearer, "dobj") else None
