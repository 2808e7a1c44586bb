"""Posts beside a name: "Interior Minister Ana Kos", "Barlo Senn, Ambassador of Orvania to Telmar"."""

from __future__ import annotations

from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming
from onrecord.language import Parse, Token
from onrecord.model import Post, Span

LONGEST = 16
"""Tokens in one post; a longer run is a parse gone wrong."""

_INSIDE = {"NN", "NNS", "NNP", "NNPS", "JJ", "IN", "TO", "CC", "DT", "POS", "HYPH", "CD", "VBG", "PRP$"}
_LINKS = {"of", "for", "to", "in", "at", "and", "&", "on", "from", "with", "the"}
_BEFORE = {"NN", "NNP", "NNS", "NNPS", "JJ", "HYPH", "POS", "VBG"}


def is_post(token: Token) -> bool:
    """Whether the token is the head word of a post, in the singular."""
    return token.lower in lexicon().posts and token.tag not in ("NNS", "NNPS")


def post_before(parse: Parse, text: str, naming: Naming, first: int) -> None:
    """Take the titles and the post that stand before a name whose first token is `first`."""
    tokens, words = parse.tokens, lexicon()
    i = first - 1
    start = first
    sentence = tokens[first].sentence
    while i >= 0 and tokens[i].sentence == sentence and tokens[i].lower in words.honorifics:
        naming.gender = naming.gender or words.genders.get(tokens[i].lower)
        naming.titled = True
        start = i
        i -= 1
    post = _post_ending(parse, i, sentence)
    if post is not None:
        span = Span(tokens[post].start, tokens[i if tokens[i].is_word else i - 1].end)
        naming.posts.append(Post(span.of(text), span))
        naming.gender = naming.gender or words.genders.get(tokens[i].lower)
        start = post
    naming.span = Span(tokens[start].start, naming.span.end)


def _post_ending(parse: Parse, last: int, sentence: int) -> int | None:
    """The first token of the post that ends at `last`, None where none does."""
    tokens = parse.tokens
    if last < 0 or tokens[last].sentence != sentence:
        return None
    if not is_post(tokens[last]):
        return _long_post(parse, last, sentence)
    return _modifiers(parse, last, sentence)


def _modifiers(parse: Parse, head: int, sentence: int) -> int:
    """The first of the words that narrow a post: "deputy foreign" of "deputy foreign minister"."""
    tokens, i = parse.tokens, head
    while i > 0 and head - i < LONGEST and tokens[i - 1].sentence == sentence and _narrows(parse, tokens[i - 1]):
        i -= 1
    while i < head and tokens[i].tag in ("POS", "HYPH"):
        i += 1
    return i


def _narrows(parse: Parse, token: Token) -> bool:
    """Whether a word may stand inside a post before its head: no date, no small noun before a capital ("part Mayor")."""
    name = parse.name_at(token)
    if token.tag not in _BEFORE or (name and name.label in ("DATE", "TIME")):
        return False
    after = parse.tokens[token.i + 1]
    return (
        not (token.is_noun and token.text.islower() and after.text[:1].isupper())
        or is_post(token)
        or token.lower in ("vice", "acting")
    )


def _long_post(parse: Parse, last: int, sentence: int) -> int | None:
    """A post with its office behind it: "Minister of the Interior" of "Minister of the Interior Ana Kos"."""
    tokens = parse.tokens
    for i in range(last - 1, max(-1, last - 7), -1):
        if tokens[i].sentence != sentence or (tokens[i].tag not in _INSIDE and tokens[i].lower not in _LINKS):
            return None
        if is_post(tokens[i]) and tokens[i + 1].lower in ("of", "for") and tokens[i].text[:1].isupper():
            return _modifiers(parse, i, sentence)
    return None


def post_after(parse: Parse, text: str, naming: Naming, last: int) -> None:
    """Take the post that follows a name whose last token is `last`, behind a comma."""
    tokens = parse.tokens
    i = last + 1
    if i + 1 >= len(tokens) or tokens[i].text not in (",", "(", "–", "-", "—"):
        return
    end = _end_of_post(tokens, i + 1, tokens[last].sentence)
    run = tokens[i + 1 : end]
    if run and run[0].tag == "DT":
        run = run[1:]
    head = next((t for t in run if is_post(t)), None)
    if head is None or any(t.lower in ("of", "for", "to", "at", "in") for t in run if t.i < head.i):
        return
    if end < len(tokens) and end > i + 1 and tokens[end].is_proper and tokens[end].sentence == tokens[last].sentence:
        return
    span = Span(run[0].start, run[-1].end)
    naming.posts.append(Post(span.of(text), span))
    naming.gender = naming.gender or lexicon().genders.get(head.lower)


def _end_of_post(tokens: list[Token], first: int, sentence: int) -> int:
    """Behind the last token of a run that may be a post."""
    i = first
    while i < len(tokens) and i - first < LONGEST and tokens[i].sentence == sentence and _goes_on(tokens, i):
        i += 1
    while i > first and (tokens[i - 1].tag in ("IN", "TO", "CC", "DT") or not tokens[i - 1].is_word):
        i -= 1
    return i


def _goes_on(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.tag in ("IN", "TO"):
        return token.lower in _LINKS and i + 1 < len(tokens) and tokens[i + 1].tag in ("NN", "NNP", "NNS", "NNPS", "DT", "JJ")
    return token.tag in _INSIDE


def post_key(title: str) -> tuple[str, frozenset[str]]:
    """A post's head word and all its telling words, for comparing posts.

    >>> post_key("Deputy Minister of the Interior")[0]
    'minister'
    """
    words = [w for w in title.lower().replace("-", " ").replace("’", "'").split() if w not in _LINKS]
    words = [lexicon().short_posts.get(w, w.removesuffix("'s").strip(".,()")) for w in words]
    head = next((w for w in reversed(words[:4]) if w in lexicon().posts), words[-1] if words else "")
    return head, frozenset(words)


def is_over(title: str) -> bool:
    """Whether the post is said to be over: "former president"."""
    return title.lower().replace("-", " ").split()[0] in lexicon().over
