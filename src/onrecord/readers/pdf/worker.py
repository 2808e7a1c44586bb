"""Reads a PDF file in a process of its own: `python worker.py FIRST CHARACTERS < file.pdf` prints one line of JSON for each page.

PDFium is a large library in C++, and the file may be hostile: what goes wrong here ends this process and no other. So this
file imports nothing of onrecord. Places are in points from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

MEMORY = 1_000_000_000
"""Bytes of address space, on top of the file; where the system knows such a limit."""

MOST_PAGES, MOST_PIECES = 20_000, 500_000
"""Pages and pieces of text that are read; files with more are broken or hostile."""

FEW, MOST_OBJECTS = 200, 2_000
"""Characters of a page up to which its pictures are looked for, and objects of such a page that are looked at."""

GAP, CELLS = 0.7, 3.0
"""Blanks between two words, in heights of a line, from which on they may be, and surely are, parts of two columns or cells."""

BACK = 9_999.0
"""Stands for the way back to the left, where PDFium takes two lines for one."""

MOST_GAPS = 200
"""Blanks of a line that are looked at."""

SUPER = 0.88
"""A digit that is lower than this share of its neighbour's height, and stands higher, is raised: it names a note."""

PASSWORD, SECURITY, XFA, FORCED_BOLD = 4, 5, 2, 1 << 18
RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
INVISIBLE = (3, 7)
"""Modes in which text is laid unseen over a picture, as programs do that recognise letters."""

Box = tuple[float, float, float, float]
Char = tuple[str, float, float, float, float, int]
"""A character, its box (left, top, right, bottom) and its number on the page, -1 for a blank that is not written there."""


def main() -> None:
    """Print what the file says of itself, then its pages from the one asked for on."""
    first, characters = int(sys.argv[1]), int(sys.argv[2])
    data = sys.stdin.buffer.read()
    limit(len(data))
    pdfium.FPDF_InitLibrary()
    doc = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not doc:
        error = pdfium.FPDF_GetLastError()
        show({"refused": {PASSWORD: "password", SECURITY: "security"}.get(error, "damaged")})
        return
    known = facts(doc)
    show(known)
    pieces = 0
    for number in range(first, known["read"]):
        page = read_page(doc, number)
        pieces += len(page.get("pieces", ()))
        characters -= sum(len(piece[0]) for piece in page.get("pieces", ()))
        if characters < 0 or pieces > MOST_PIECES:
            show({"refused": "large"})
            return
        show(page)
    show({"done": True})


def limit(size: int) -> None:
    """Set the limits of this process that the system knows."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY + 3 * size, MEMORY + 3 * size))


def show(line: dict[str, Any]) -> None:
    """Print one line."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def facts(doc: Any) -> dict[str, Any]:
    """What is known of the whole file."""
    pages = pdfium.FPDF_GetPageCount(doc)
    found: dict[str, Any] = {"pages": pages, "read": min(pages, MOST_PAGES)}
    found |= {"files": pdfium.FPDFDoc_GetAttachmentCount(doc), "xfa": pdfium.FPDF_GetFormType(doc) == XFA}
    for name in ("Title", "Author"):
        size = pdfium.FPDF_GetMetaText(doc, name.encode(), None, 0)
        buffer = ctypes.create_string_buffer(min(size, 4_000))
        pdfium.FPDF_GetMetaText(doc, name.encode(), buffer, len(buffer))
        found[name.lower()] = buffer.raw.decode("utf-16-le", "ignore").rstrip("\0")
    return found


def read_page(doc: Any, number: int) -> dict[str, Any]:
    """The pieces of text of a page, or why there are none."""
    page = pdfium.FPDF_LoadPage(doc, number)
    if not page:
        return {"page": number, "broken": True}
    text = pdfium.FPDFText_LoadPage(page)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    pieces = list(read_pieces(page, text, width, height)) if text else []
    unseen = sum(len(piece[0]) for piece in pieces if piece[7])
    found = {"page": number, "width": width, "height": height, "pieces": [piece[:7] for piece in pieces], "unseen": unseen}
    few = sum(len(piece[0]) for piece in pieces) < FEW
    found["blank"] = not pieces and not pdfium.FPDFPage_CountObjects(page)
    found["picture"] = picture(page, width * height) if few else 0.0
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return found


def read_pieces(page: Any, text: Any, width: float, height: float) -> Iterator[list[Any]]:
    """Words that stand together in one line: text, box, whether bold, whether tilted, whether unseen."""
    turned = pdfium.FPDFPage_GetRotation(page)
    for line in lines(text, shown(page, width, height)):
        first = next(char[5] for char in line if not char[0].isspace())
        tilted = abs(math.remainder(pdfium.FPDFText_GetCharAngle(text, first) + turned * math.pi / 2, 2 * math.pi)) > 0.2
        unseen = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, first)) in INVISIBLE
        for part in [line] if tilted else split(line):
            bold = is_bold(text, part[0][5]) and is_bold(text, part[-1][5])
            yield [words(part), *box(part), bold, tilted, unseen]


def lines(text: Any, place: Any) -> Iterator[list[Char]]:
    """The characters of each line that has more than blanks."""
    rectangle = pdfium.FS_RECTF()
    reference = ctypes.byref(rectangle)
    line: list[Char] = []
    for number in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, number)
        if code in (10, 13):
            if any(not char[0].isspace() for char in line):
                yield line
            line = []
        elif code:
            pdfium.FPDFText_GetLooseCharBox(text, number, reference)
            box = place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            found = code == 32 and pdfium.FPDFText_IsGenerated(text, number)
            line.append((letter(code), *box, -1 if found else number))
    if any(not char[0].isspace() for char in line):
        yield line


def letter(code: int) -> str:
    """The character; what Unicode has no character for becomes the sign for that."""
    if code in (2, 0xFFFE):  # PDFium's sign for the hyphen at the end of a line
        return "-"
    if code in (9, 0x2028, 0x2029):
        return " "
    return "\ufffd" if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def shown(page: Any, width: float, height: float) -> Any:
    """A function from a box in the page's own space to the box as the page is shown."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(left: float, bottom: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, round(width * 10), round(height * 10), 0, left, bottom, x, y)
        return x.value / 10, y.value / 10

    (ox, oy), (ax, ay), (bx, by) = at(0, 0), at(1_000, 0), at(0, 1_000)
    ax, ay, bx, by = (ax - ox) / 1_000, (ay - oy) / 1_000, (bx - ox) / 1_000, (by - oy) / 1_000

    def place(left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = ox + ax * left + bx * bottom, oy + ay * left + by * bottom
        x1, y1 = ox + ax * right + bx * top, oy + ay * right + by * top
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    return place


def split(line: list[Char]) -> Iterator[list[Char]]:
    """The parts of a line between wide blanks, without blanks at their ends."""
    gaps = list(blanks(line))
    typical = {
        place: median([gap for other, gap, _ in gaps if other != place and gap < BACK] or [0.0])
        for place, _, _ in gaps[:MOST_GAPS]
    }
    start = 0
    for place, gap, real in gaps[:MOST_GAPS]:
        if is_wide(
            gap / max(line[place][4] - line[place][2], 1.0), typical[place] / max(line[place][4] - line[place][2], 1.0), real
        ):
            yield stripped(line[start:place])
            start = place
    yield stripped(line[start:])


def blanks(line: list[Char]) -> Iterator[tuple[int, float, bool]]:
    """Where a word begins, how wide the blank before it is, and whether a blank is written there or only found."""
    last: Char | None = None
    real = blank = False
    for place, char in enumerate(line):
        if char[0].isspace():
            blank, real = True, real or char[5] >= 0
            continue
        back = last is not None and char[1] < last[1] - (char[4] - char[2])
        if last and (blank or back or char[1] - last[3] > GAP * (char[4] - char[2])):
            yield place, BACK if back else char[1] - last[3], real
        last, real, blank = char, False, False


def is_wide(gap: float, typical: float, real: bool) -> bool:
    """Whether a blank parts columns or cells: it is wide, and wider than the line's others; full lines have even ones.

    Both blanks are in heights of a line; `typical` is 0 where the line has no other.
    """
    if gap <= GAP or gap > CELLS:
        return gap > CELLS
    if not typical:
        return not real
    return gap > 2 * typical if real else gap > min(1.5 * typical, CELLS / 2)


def stripped(part: list[Char]) -> list[Char]:
    """Without blanks at its ends."""
    first = next(place for place, char in enumerate(part) if not char[0].isspace())
    last = next(place for place in range(len(part) - 1, -1, -1) if not part[place][0].isspace())
    return part[first : last + 1]


def words(part: list[Char]) -> str:
    """The text, with raised digits as such: "14" with a note 2 is not 142."""
    found: list[str] = []
    usual = sorted((char for char in part if char[0].isalnum()), key=lambda char: char[4] - char[2])
    base = middle = usual[len(usual) // 2] if usual else part[0]
    for char in part:
        raised = char[0] in RAISED and is_raised(char, base)
        found.append(RAISED[char[0]] if raised else char[0])
        base = base if raised else middle if char[0].isspace() else char
    return "".join(found)


def is_raised(char: Char, base: Char) -> bool:
    """Whether a character is smaller than the one before it and stands higher."""
    height, other = char[4] - char[2], base[4] - base[2]
    return height < SUPER * other and base[4] - char[4] > 0.15 * other


def box(part: list[Char]) -> list[float]:
    """The box around the characters; top and bottom are those of the middle one by height, so that a note's mark moves none."""
    by_height = sorted(part, key=lambda char: char[4] - char[2])
    middle = by_height[len(by_height) // 2]
    return [round(v, 1) for v in (min(c[1] for c in part), middle[2], max(c[3] for c in part), middle[4])]


def is_bold(text: Any, number: int) -> bool:
    """Whether the font of a character is bold, by its name or the mark for that; PDFium guesses its weight from its stems."""
    buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, number, buffer, 200, flags)
    return bool(flags.value & FORCED_BOLD) or any(word in buffer.raw.lower() for word in (b"bold", b"black", b"heavy"))


def picture(page: Any, area: float) -> float:
    """The share of the page that pictures cover; drawings and forms without bounds of their own count as far as they reach."""
    covered = 0.0
    sides = [ctypes.c_float() for _ in range(4)]
    for number in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFPageObj_GetBounds(item, *sides):
            left, bottom, right, top = (side.value for side in sides)
            covered = max(covered, (right - left) * (top - bottom) / max(area, 1.0))
    return round(min(covered, 1.0), 3)


if __name__ == "__main__":
    main()
