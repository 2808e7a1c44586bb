"""Small PDF files made by hand, for what no program writes on request: columns in any order, notes, pictures, damage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842

Words = tuple[float, float, float, str]
"""Where words stand, in points from the upper left corner of the page, the height of their letters, and the words."""

PICTURE = "q 500 0 0 700 40 60 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00FF00FF> EI Q\n"


def make_pdf(pages: Iterable[Sequence[Words]], extra: str = "", info: str = "", page: str = "") -> bytes:
    """A PDF file with these words on its pages.

    `extra` is drawn on each page, `info` stands in the dictionary of metadata, `page` in that of each page.
    """
    streams = [extra + "".join(_show(*words) for words in found) for found in pages]
    first = 5
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} /MediaBox [0 0 {WIDTH} {HEIGHT}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>",
    ]
    for number, stream in enumerate(streams):
        body = f"/Parent 2 0 R /Contents {first + 2 * number + 1} 0 R /Resources << /Font << /F 3 0 R >> >> {page}"
        objects += [f"<< /Type /Page {body} >>", f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    return write_objects(objects)


def write_objects(objects: Sequence[str]) -> bytes:
    """A PDF file of numbered objects; the first is its catalogue, the fourth its metadata."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = len(data)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(data)


def lines(left: float, top: float, words: Sequence[str], size: float = 10, step: float = 12) -> list[Words]:
    """Lines below each other."""
    return [(left, top + number * step, size, line) for number, line in enumerate(words)]


def _show(left: float, top: float, size: float, words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F {size} Tf 1 0 0 1 {left} {HEIGHT - top} Tm ({escaped}) Tj ET\n"
