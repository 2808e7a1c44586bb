"""The parts of a Word document beside its text: which there are, and what its styles say."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from onrecord.readers.office import Archive, Element, attribute, child

OFF = frozenset(["0", "false", "off", "none"])


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs; `based` is the style that it goes on from."""

    name: str
    bold: bool
    outlined: bool
    based: str | None


def is_on(element: Element | None) -> bool:
    """Whether an element is there and does not switch itself off."""
    return element is not None and (attribute(element, "val") or "true").lower() not in OFF


def is_outlined(element: Element | None) -> bool:
    """Whether an outline level makes a paragraph a heading."""
    return element is not None and (attribute(element, "val") or "9") in "012345678"


def main_part(archive: Archive) -> str:
    """The part that holds the text."""
    if "_rels/.rels" in archive:
        for link in archive.xml("_rels/.rels"):
            if (attribute(link, "Type") or "").endswith("/officeDocument"):
                name = (attribute(link, "Target") or "").lstrip("/")
                return name if name in archive else "word/document.xml"
    return "word/document.xml"


def links_of(archive: Archive, main: str) -> dict[str, str]:
    """The parts that the text refers to, by their kind and by their ids."""
    folder, name = posixpath.split(main)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, str] = {}
    for link in archive.xml(part) if part in archive else ():
        target = posixpath.normpath(posixpath.join("/", folder, attribute(link, "Target") or "")).lstrip("/")
        found[attribute(link, "Id") or ""] = target
        found.setdefault((attribute(link, "Type") or "").rpartition("/")[2], target)
    return found


def styles_of(archive: Archive, links: dict[str, str]) -> dict[str, Style]:
    """The styles of paragraphs by their ids."""
    part = links.get("styles", "")
    found: dict[str, Style] = {}
    for style in archive.xml(part) if part in archive else ():
        name, based = child(style, "name"), child(style, "basedOn")
        found[attribute(style, "styleId") or ""] = Style(
            (attribute(name, "val") or "").lower() if name is not None else "",
            is_on(child(style, "rPr", "b")),
            is_outlined(child(style, "pPr", "outlineLvl")),
            attribute(based, "val") if based is not None else None,
        )
    return found
