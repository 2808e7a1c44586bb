"""OpenDocument texts (ODF, ISO 26300), as LibreOffice writes them: what a reader sees once all tracked changes are accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model import BlockKind, Document
from onrecord.readers.draft import Given
from onrecord.readers.kinds import ODT
from onrecord.readers.office import (
    RAISED,
    Archive,
    Block,
    Element,
    attribute,
    child,
    clean,
    edge_blocks,
    heading,
    local,
    row_blocks,
    to_document,
)
from onrecord.readers.source import Source
from onrecord.settings import Settings

CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"

GONE = frozenset(
    ["annotation", "annotation-end", "tracked-changes", "note-citation", "title", "desc", "page-number", "page-count", "script",
     "hidden-text", "ruby-text", "object", "object-ole", "image", "forms", "sequence-decls", "variable-decls"]
)  # fmt: skip
"""Elements whose words are not part of the text."""

KINDS = {"table-of-content": BlockKind.FURNITURE, "list": BlockKind.PARAGRAPH}
"""What is inside these elements."""

_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its words; `parent` is the style that it goes on from, `page` the page that it begins."""

    bold: bool
    raised: bool
    hidden: bool
    parent: str | None
    page: str | None


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its words, how many letters of them are bold, and what is to be read after it."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    after: list[Element] = field(default_factory=list)


def from_odt(source: Source, given: Given, settings: Settings) -> Document:
    """A document of an OpenDocument text.

    Raises:
        EmptySourceError: it has no words.
        ReadError: it is damaged or locked.
        TooLargeError: it, or a part of it, is larger than the limit.
    """
    archive = Archive(source, settings)
    if CONTENT not in archive or (MANIFEST in archive and b"encryption-data" in archive.part(MANIFEST)):
        raise archive.locked() if MANIFEST in archive else archive.damaged(f"its part {CONTENT} is missing")
    root = archive.xml(CONTENT)
    frame = archive.xml(STYLES) if STYLES in archive else None
    walker = _Walker(archive, [part for part in (frame, root) if part is not None])
    body = child(root, "body", "text")
    blocks = list(walker.inside(body, CONTENT)) if body is not None else []
    head, foot = _edges(walker, frame, body)
    return to_document(archive, [*head, *blocks, *foot], _stated(archive), given, ODT, settings, _problems(walker.seen))


class _Walker:
    """Reads paragraphs in the order in which they are read; `seen` counts what is left out."""

    def __init__(self, archive: Archive, roots: list[Element]) -> None:
        self.archive = archive
        self.seen: Counter[str] = Counter()
        self.styles = {name: style for root in roots for name, style in _styles(root)}

    def inside(self, element: Element, part: str, depth: int = 0, kind: BlockKind | None = None) -> Iterator[Block]:
        """The paragraphs inside an element, of this kind unless they are headings."""
        self.archive.check_depth(depth)
        for inner in element:
            name = local(inner)
            if name in ("p", "h"):
                yield from self.paragraph(inner, part, depth, kind)
            elif name == "table-row":
                cells = [cell for cell in inner if local(cell) == "table-cell"]
                yield from row_blocks([list(self.inside(cell, part, depth + 2)) for cell in cells])
            elif name not in GONE:
                yield from self.inside(inner, part, depth + 1, KINDS.get(name, kind))
            self.count(name, inner)

    def paragraph(self, element: Element, part: str, depth: int, given: BlockKind | None) -> Iterator[Block]:
        """A paragraph, then the text boxes and notes that hang on it."""
        chain = list(self.chain(attribute(element, "style-name")))
        words = Words()
        self.words(element, words, depth, chain)
        text = clean("".join(words.parts))
        if text:
            kind, strong = self.look(element, text, words, [name for name, _ in chain])
            yield Block(text, part, given if given is BlockKind.FURNITURE else kind or given, strong)
        for after in words.after:
            yield from self.inside(after, part, depth + 1)

    def words(self, element: Element, words: Words, depth: int, chain: list[tuple[str, Style]]) -> None:
        """Gather the words of a paragraph or of a stretch of it; `chain` are the styles that hold for it."""
        self.archive.check_depth(depth)
        if any(style.hidden for _, style in chain):
            self.seen["hidden"] += 1
            return
        self.put(element.text, words, chain)
        for inner in element:
            name = local(inner)
            if name == "s":
                words.parts.append(" ")
            elif name in ("tab", "line-break"):
                words.parts.append("\t" if name == "tab" else "\n")
            elif name in ("note-body", "text-box"):
                words.after.append(inner)
            elif name not in GONE:
                own = list(self.chain(attribute(inner, "style-name"))) if name == "span" else []
                self.words(inner, words, depth + 1, [*own, *chain])
            self.count(name, inner)
            self.put(inner.tail, words, chain)

    def put(self, text: str | None, words: Words, chain: list[tuple[str, Style]]) -> None:
        """Add characters, white space as a reader sees it."""
        found = _SPACE.sub(" ", text or "")
        words.parts.append(found.translate(RAISED) if any(style.raised for _, style in chain) else found)
        words.bold += len(found.replace(" ", "")) * any(style.bold for _, style in chain)

    def look(self, element: Element, text: str, words: Words, names: list[str]) -> tuple[BlockKind | None, bool]:
        """What the paragraph's style says it is, and whether all of it stands out."""
        if "Title" in names:
            return BlockKind.TITLE, True
        if local(element) == "h":
            return heading(text), True
        return None, words.bold >= 0.9 * len("".join(text.split())) > 0

    def chain(self, style: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those it goes on from, with their names."""
        for _ in range(20):
            found = self.styles.get(style or "")
            if style is None or found is None:
                return
            yield style, found
            style = found.parent

    def count(self, name: str, element: Element) -> None:
        """Count what is left out."""
        if name == "tracked-changes":
            self.seen["deletion"] += sum(local(inner) == "deletion" for inner in element.iter())
        self.seen[name] += name in ("annotation", "hidden-text")


def _styles(root: Element) -> Iterator[tuple[str, Style]]:
    for group in root:
        for style in group if local(group) in ("styles", "automatic-styles") else ():
            look = child(style, "text-properties")
            weight = attribute(look, "font-weight") if look is not None else None
            position = (attribute(look, "text-position") or "") if look is not None else ""
            yield (
                attribute(style, "name") or "",
                Style(
                    weight in ("bold", "600", "700", "800", "900"),
                    position.startswith("super") or bool(re.match(r"[1-9]\d?%", position)),
                    look is not None and attribute(look, "display") == "none",
                    attribute(style, "parent-style-name"),
                    attribute(style, "master-page-name") or None,
                ),
            )


def _edges(walker: _Walker, frame: Element | None, body: Element | None) -> tuple[list[Block], list[Block]]:
    """Header and footer of the first page."""
    masters = child(frame, "master-styles")
    if masters is None or body is None:
        return [], []
    first = next((element for element in body.iter() if local(element) in ("p", "h")), None)
    style = walker.styles.get(attribute(first, "style-name") or "") if first is not None else None
    named = {attribute(page, "name"): page for page in masters if local(page) == "master-page"}
    page = named.get((style.page if style else None) or "Standard")
    sides: list[list[Block]] = []
    for side in ("header", "footer"):
        found = child(page, f"{side}-first")
        found = child(page, side) if found is None else found
        sides.append(edge_blocks(walker.inside(found, STYLES)) if found is not None else [])
    return sides[0], sides[1]


def _stated(archive: Archive) -> dict[str, str | None]:
    """Title and author by the metadata. Their dates are those of the file, not of what it says."""
    root = archive.xml(META) if META in archive else None
    meta = child(root, "meta")
    found = {local(element): element.text for element in meta} if meta is not None else {}
    return {"title": found.get("title"), "author": found.get("initial-creator") or found.get("creator")}


def _problems(seen: Counter[str]) -> Iterator[str]:
    for number, one, many in (
        (seen["deletion"], "passage that tracked changes delete", "passages that tracked changes delete"),
        (seen["annotation"], "comment", "comments"),
        (seen["hidden"] + seen["hidden-text"], "hidden passage", "hidden passages"),
    ):
        if number:
            yield f"{number} {one if number == 1 else many}"
