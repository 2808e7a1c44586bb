"""Word documents (Office Open XML, ECMA-376): what a reader sees once all tracked changes are accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model import BlockKind, Document
from onrecord.readers.docx_parts import Style, is_on, is_outlined, links_of, main_part, styles_of
from onrecord.readers.draft import Given
from onrecord.readers.kinds import DOCX
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

GONE = frozenset(["del", "moveFrom", "delText", "instrText", "pPr", "rPr", "rt", "sectPr", "tblPr", "tblGrid", "delInstrText"])
"""Elements whose words no reader sees."""

INSIDE = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "Fallback"])
"""Elements around paragraphs."""


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its words, how many letters of them are bold, and what is to be read after it."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def from_docx(source: Source, given: Given, settings: Settings) -> Document:
    """A document of a Word file.

    Raises:
        EmptySourceError: it has no words.
        ReadError: it is damaged or locked.
        TooLargeError: it, or a part of it, is larger than the limit.
    """
    archive = Archive(source, settings)
    main = main_part(archive)
    links = links_of(archive, main)
    walker = _Walker(archive, main, links)
    root = archive.xml(main)
    body = child(root, "body")
    blocks = [*walker.inside(body if body is not None else root, main), *walker.rest(main)]
    head, foot = _edges(walker, root, links)
    problems = _problems(archive, links, walker.seen)
    return to_document(archive, [*head, *blocks, *foot], _stated(archive), given, DOCX, settings, problems)


class _Walker:
    """Reads paragraphs in the order in which they are read; `seen` counts what is left out."""

    def __init__(self, archive: Archive, main: str, links: dict[str, str]) -> None:
        self.archive = archive
        self.seen: Counter[str] = Counter()
        self.styles = styles_of(archive, links)
        self.parts = {kind: links.get(f"{kind}s", "") for kind in ("footnote", "endnote")}
        self.notes = {kind: self._notes(part) for kind, part in self.parts.items()}
        self.carried = Words()
        """Words of a paragraph whose end was deleted: they belong to the next."""

    def inside(self, element: Element, part: str, depth: int = 0) -> Iterator[Block]:
        """The paragraphs inside an element."""
        self.archive.check_depth(depth)
        for inner in element:
            name = local(inner)
            if name == "p":
                yield from self.paragraph(inner, part, depth)
            elif name == "tbl":
                yield from self.table(inner, part, depth)
            elif name == "AlternateContent":
                yield from self.inside(_chosen(inner), part, depth + 1)
            elif name in INSIDE:
                yield from self.inside(inner, part, depth + 1)
            self.seen[name] += name in ("altChunk", "del", "moveFrom")

    def table(self, element: Element, part: str, depth: int) -> Iterator[Block]:
        """The rows of a table."""
        for row in _under(element, "tr"):
            if child(row, "trPr", "del") is not None:
                self.seen["del"] += 1
                continue
            yield from row_blocks([list(self.inside(cell, part, depth + 3)) for cell in _under(row, "tc")])

    def paragraph(self, element: Element, part: str, depth: int) -> Iterator[Block]:
        """A paragraph, then the text boxes and notes that hang on it."""
        words, self.carried = self.carried, Words()
        self.words(element, words, depth)
        if child(element, "pPr", "rPr", "del") is not None:
            self.seen["del"] += 1
            self.carried = words
            return
        text = clean("".join(words.parts))
        if text:
            kind, strong = self.look(element, text, words)
            yield Block(text, part, kind, strong)
        for box in words.boxes:
            yield from self.inside(box, part, depth + 1)
        for name, number in words.notes:
            note = self.notes[name].pop(number, None)
            if note is not None:
                yield from self.inside(note, self.parts[name], depth + 1)

    def words(self, element: Element, words: Words, depth: int) -> None:
        """Gather the words of a paragraph."""
        self.archive.check_depth(depth)
        for inner in element:
            name = local(inner)
            if name == "r":
                self.run(inner, words, depth)
            elif name == "AlternateContent":
                self.words(_chosen(inner), words, depth + 1)
            elif name == "txbxContent":
                words.boxes.append(inner)
            elif name in GONE:
                self.seen["del"] += name in ("del", "moveFrom")
            elif name == "t":
                words.parts.append(inner.text or "")
            else:
                self.words(inner, words, depth + 1)

    def run(self, element: Element, words: Words, depth: int) -> None:
        """Gather the words of a run: a stretch in one script."""
        if is_on(child(element, "rPr", "vanish")):
            self.seen["vanish"] += 1
            return
        before = len(words.parts)
        raised = (mark := child(element, "rPr", "vertAlign")) is not None and attribute(mark, "val") == "superscript"
        for inner in element:
            name = local(inner)
            if name in ("footnoteReference", "endnoteReference"):
                words.notes.append((name.removesuffix("Reference"), attribute(inner, "id") or ""))
            elif name == "t":
                words.parts.append((inner.text or "").translate(RAISED if raised else {}))
            elif name in SIGNS:
                words.parts.append(SIGNS[name])
            elif name == "AlternateContent":
                self.words(_chosen(inner), words, depth + 2)
            elif name == "txbxContent":
                words.boxes.append(inner)
            elif name not in GONE:
                self.words(inner, words, depth + 2)
        if is_on(child(element, "rPr", "b")):
            words.bold += sum(len(part.strip()) for part in words.parts[before:])

    def rest(self, part: str) -> Iterator[Block]:
        """The last words, where the end of the last paragraph is deleted."""
        if text := clean("".join(self.carried.parts)):
            yield Block(text, part)

    def look(self, element: Element, text: str, words: Words) -> tuple[BlockKind | None, bool]:
        """What the paragraph's style says it is, and whether all of it stands out."""
        mark = child(element, "pPr", "pStyle")
        chain = list(self.chain(attribute(mark, "val") if mark is not None else None))
        names = [style.name for style in chain]
        strong = any(style.bold for style in chain) or words.bold >= 0.9 * len(text.replace(" ", "")) > 0
        if "title" in names:
            return BlockKind.TITLE, True
        if any(name.startswith("toc ") for name in names):
            return BlockKind.FURNITURE, strong
        outlined = any(style.outlined for style in chain) or is_outlined(child(element, "pPr", "outlineLvl"))
        if outlined or any(name.startswith("heading ") for name in names):
            return heading(text), True
        return BlockKind.PARAGRAPH if child(element, "pPr", "numPr") is not None else None, strong

    def chain(self, style: str | None) -> Iterator[Style]:
        """A style and those it goes on from."""
        for _ in range(20):
            found = self.styles.get(style or "")
            if found is None:
                return
            yield found
            style = found.based

    def _notes(self, part: str) -> dict[str, Element]:
        notes = self.archive.xml(part) if part in self.archive else ()
        return {attribute(note, "id") or "": note for note in notes if attribute(note, "type") in (None, "normal")}


SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
"""Elements that stand for one character."""


def _chosen(element: Element) -> Element:
    """What a current program shows where a file gives it in two ways."""
    for name in ("Choice", "Fallback"):
        if (found := child(element, name)) is not None:
            return found
    return element


def _under(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those in a form's field or a tracked insertion."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _under(inner, name)


def _edges(walker: _Walker, root: Element, links: dict[str, str]) -> tuple[list[Block], list[Block]]:
    """Header and footer of the first page."""
    section = next((element for element in root.iter() if local(element) == "sectPr"), None)
    sides: dict[str, list[Block]] = {"header": [], "footer": []}
    if section is None:
        return [], []
    wanted = "first" if is_on(child(section, "titlePg")) else "default"
    for side, blocks in sides.items():
        for link in section:
            part = links.get(attribute(link, "id") or "", "")
            if local(link) == f"{side}Reference" and attribute(link, "type") == wanted and part in walker.archive:
                blocks += edge_blocks(walker.inside(walker.archive.xml(part), part))
    return sides["header"], sides["footer"]


def _stated(archive: Archive) -> dict[str, str | None]:
    """Title and author by the core properties. Their dates are those of the file, not of what it says."""
    if "docProps/core.xml" not in archive:
        return {}
    found = {local(element): element.text for element in archive.xml("docProps/core.xml")}
    return {"title": found.get("title"), "author": found.get("creator")}


def _problems(archive: Archive, links: dict[str, str], seen: Counter[str]) -> Iterator[str]:
    part = links.get("comments", "")
    comments = sum(local(element) == "comment" for element in archive.xml(part)) if part in archive else 0
    gone = seen["del"] + seen["moveFrom"]
    for number, one, many in (
        (gone, "passage that tracked changes delete", "passages that tracked changes delete"),
        (comments, "comment", "comments"),
        (seen["vanish"], "hidden passage", "hidden passages"),
        (seen["altChunk"], "document put into it as a whole", "documents put into it as a whole"),
    ):
        if number:
            yield f"{number} {one if number == 1 else many}"
