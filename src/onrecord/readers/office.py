"""What Word and OpenDocument files share: parts of an archive within limits, XML without entities, paragraphs to a document.

Both are XML in a ZIP archive. The libraries for them lose what matters here (tracked deletions, notes in their place), so the
text is taken straight from the XML with lxml, which the readers of pages need anyway.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from onrecord.errors import EmptySourceError, ReadError, TooLargeError
from onrecord.model import BlockKind, Document, Segment
from onrecord.readers.build import build
from onrecord.readers.draft import Draft, Given, Mark
from onrecord.readers.source import Source, check_size
from onrecord.settings import MEGABYTE, Settings
from onrecord.text import Offsets, squeeze

Element = Any
"""An element of lxml, which has no types of its own."""

PART = 10
"""A part of the archive may be this many times as large as a text: so much is markup."""

MEMBERS = 20_000
"""Parts of an archive at most."""

DEEPEST = 200
"""Elements inside each other at most."""

CELL = 300
"""Characters up to which a table's cell is put on one line with its neighbours."""

DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, IndexError)
"""What the archive library raises for files that are cut off, altered or packed in ways that it does not know."""

SHORT, TITLE = 40, 300
"""Characters of a page number and of a title at most."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised digits as such: "14" with a note 2 is not 142."""

_FILE = re.compile(r"microsoft word|powerpoint|untitled|document\s?\d*$|slide 1|\.\w{2,5}$|^[\w-]*\d[\w-]*$|^\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:(?:page|pg\.?|p\.)?\s*\d{0,5}(?:\s*(?:/|of|\|)\s*\d{0,5})?)\W*", re.IGNORECASE)
_BLANKS = re.compile(r"[ \xa0]{2,}| *([\t\n]) *")
_ASKS = re.compile(r"\?[\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table, of one part of the archive. `kind` where the file settles what it is."""

    text: str
    part: str
    kind: BlockKind | None = None
    strong: bool = False


class Archive:
    """The parts of a document that is packed like an archive.

    Raises:
        ReadError: it is damaged.
    """

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source, self.limit = source, settings.max_bytes * PART
        try:
            self._archive = zipfile.ZipFile(BytesIO(source.data))
            self._parts = {info.filename: info for info in self._archive.infolist()[:MEMBERS]}
        except DAMAGE as error:
            raise self.damaged(str(error)) from None

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            ReadError: it is missing, damaged or locked.
            TooLargeError: it is larger than a document's part may be; it is not unpacked further than that.
        """
        info = self._parts.get(name)
        if info is None:
            raise self.damaged(f"its part {name} is missing")
        if info.flag_bits & 1:
            raise self.locked()
        try:
            with self._archive.open(info) as stream:
                data = stream.read(self.limit + 1)
        except DAMAGE as error:
            raise self.damaged(f"its part {name}: {error}") from None
        if len(data) > self.limit or info.file_size > self.limit:
            raise TooLargeError(
                found=f"{max(len(data), info.file_size) / MEGABYTE:.3g} MB or more in the part {name} of {self.source.name}",
                wanted=f"at most {self.limit / MEGABYTE:.3g} MB",
                hint="raise the limit with --max-size if you know where the file comes from; small files that grow so are traps",
            )
        return data

    def xml(self, name: str) -> Element:
        """The root element of a part.

        Raises:
            ReadError: it is no XML, or declares entities, which no program that writes such files does.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True)
        try:
            root = etree.fromstring(self.part(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"its part {name}: {error}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged(f"its part {name} declares entities")
        return root

    def place(self, name: str) -> Offsets:
        """The bytes of the file in which a part is packed."""
        info, data = self._parts[name], self.source.data
        head = data[info.header_offset : info.header_offset + 30]
        start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        end = min(start + info.compress_size, len(data))
        return (start, end) if start < end else (0, len(data))

    def check_depth(self, depth: int) -> None:
        """Raise ReadError where elements lie too deep in each other."""
        if depth > DEEPEST:
            raise self.damaged("its elements lie too deep in each other")

    def damaged(self, why: str) -> ReadError:
        """The error of a file that cannot be unpacked."""
        return ReadError(
            found=f"{self.source.name}, a damaged document ({squeeze(why)[:200]})",
            wanted="a document that can be opened",
            hint="check that it was saved whole; open it in the program that made it and save it anew",
        )

    def locked(self) -> ReadError:
        """The error of a file with a password."""
        return ReadError(
            found=f"{self.source.name}, a document locked with a password",
            wanted="a document that opens without a password",
            hint="open it with its password and save it without one",
        )


def local(element: Element) -> str:
    """The name of an element without its namespace; nothing for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute by its name without namespace."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of the first child … with these names."""
    for name in names:
        element = next((inner for inner in element if local(inner) == name), None) if element is not None else None
    return element


def clean(text: str) -> str:
    r"""Text with single blanks, none at the ends and beside tabs and line ends.

    >>> clean(" one  two \n three ")
    'one two\nthree'
    """
    return _BLANKS.sub(lambda match: match[1] or " ", text.replace("\xad", "").replace("\r", "\n")).strip()


def row_blocks(cells: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """A table's row: short cells on one line with tabs between them, else one after the other."""
    cells = [cell for cell in cells if cell]
    lined = [len(cell) == 1 and len(cell[0].text) <= CELL for cell in cells[:-1]]
    if len(cells) > 1 and all(lined):
        firsts = [cell[0] for cell in cells]
        words = "\t".join(block.text.replace("\n", " ") for block in firsts)
        yield Block(words, firsts[0].part, BlockKind.PARAGRAPH, all(block.strong for block in firsts))
        yield from cells[-1][1:]
    else:
        for cell in cells:
            yield from cell


def edge_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Headers and footers as furniture, without page numbers."""
    return [
        replace(block, kind=BlockKind.FURNITURE)
        for block in blocks
        if not (len(block.text) < SHORT and _NUMBER.fullmatch(block.text))
    ]


def heading(text: str) -> BlockKind | None:
    """A heading, unless it asks: in an interview, that is a question."""
    return None if _ASKS.search(text) else BlockKind.HEADING


def own_title(stated: str | None) -> str | None:
    """A title as a file's metadata give it, unless it is the name of a file or what a program puts there.

    >>> own_title("Talks end"), own_title("Microsoft Word - talks.doc"), own_title("untitled")
    ('Talks end', None, None)
    """
    title = squeeze((stated or "")[: 2 * TITLE])
    return None if not 0 < len(title) <= TITLE or _FILE.search(title) else title


def to_document(
    archive: Archive,
    blocks: Sequence[Block],
    stated: dict[str, str | None],
    given: Given,
    evidence_type: str,
    settings: Settings,
    problems: Iterable[str],
) -> Document:
    """The document of these blocks. `stated` are title and author from the file's metadata.

    Raises:
        EmptySourceError: there are no words.
        TooLargeError: there are more than the settings allow.
    """
    source = archive.source
    first = next((block for block in blocks if block.kind is not BlockKind.FURNITURE and any(map(str.isalnum, block.text))), None)
    if first is None:
        raise EmptySourceError(found=f"{source.name}, a document without words", wanted="some text", hint="check what is in it")
    text, segments, marks = _assemble(_titled(blocks, first), archive.place)
    check_size(len(text.encode("utf-8", "surrogatepass")), settings, f"the text of {source.name}")
    titled = any(mark.kind is BlockKind.TITLE for mark in marks)
    title, author = None if titled else own_title(stated.get("title")), squeeze((stated.get("author") or "")[:TITLE])
    facts = ({"title": title} if title else {}) | ({"byline": author} if len(author.split()) > 1 else {})
    evidence = replace(source.evidence(evidence_type, None, settings.collector), segments=segments)
    doc = build(Draft(text, segments, marks, facts=facts), given, evidence)
    return replace(doc, problems=tuple(problems))


def _titled(blocks: Sequence[Block], first: Block) -> Sequence[Block]:
    """The blocks; where the style of none says that it is the title, a heading above all other words is it."""
    if first.kind is not BlockKind.HEADING or any(block.kind is BlockKind.TITLE for block in blocks):
        return blocks
    return [replace(block, kind=BlockKind.TITLE) if block is first else block for block in blocks]


def _assemble(blocks: Sequence[Block], place_of: Callable[[str], Offsets]) -> tuple[str, tuple[Segment, ...], tuple[Mark, ...]]:
    parts: list[str] = []
    segments: list[Segment] = []
    marks: list[Mark] = []
    place, titled = 0, False
    for block in blocks:
        end = place + len(block.text)
        kind = heading(block.text) if block.kind is BlockKind.TITLE and titled else block.kind
        titled = titled or kind is BlockKind.TITLE
        marks.append(Mark(place, end, kind, block.strong))
        segments.append(Segment(place, end, *place_of(block.part)))
        parts += [block.text, "\n\n"]
        place = end + 2
    return "".join(parts[:-1]), tuple(segments), tuple(marks)
