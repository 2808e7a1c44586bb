"""The ledger on a terminal: the words first, then what was understood."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.export.ledger import build_ledger
from onrecord.export.parts import Detail, Entry, Header, KindGroup, Ledger, Speaker, SpeakerGroup, Words
from onrecord.export.safe import for_terminal
from onrecord.export.wording import Standing, wording
from onrecord.model import Document

WIDEST = 100
"""Columns: longer lines are hard to read."""

NARROW = 60
"""Columns under which a field's label stands in its line instead of in a column."""

NUMBER, LABEL = 3, 12
"""Columns for an entry's number and for a field's label."""

STYLES = {
    Standing.STATED: "green",
    Standing.HEDGED: "cyan",
    Standing.OPEN: "blue",
    Standing.POSSIBLE: "yellow",
    Standing.DENIED: "bold red",
    Standing.POSITION: "magenta",
}


def print_ledger(doc: Document, console: Console | None = None) -> None:
    """Print the ledger of a document. Colour only on a terminal, and not where `NO_COLOR` is set."""
    console = console or Console(highlight=False)
    console.print(_Sheet(console).ledger(build_ledger(doc)), width=min(console.width, WIDEST))


class _Sheet:
    """Lays out one ledger for one console."""

    def __init__(self, console: Console) -> None:
        self._encoding = console.encoding
        self._sign = 1 if console.options.ascii_only else 0
        self._open, self._close, self._arrow, self._line = ('"', '"', "->", "-") if self._sign else ("“", "”", "→", "─")
        self._width = min(console.width, WIDEST)

    def ledger(self, ledger: Ledger) -> RenderableType:
        parts = [self._header(ledger.header, ledger.speakers), *map(self._group, ledger.groups)]
        if not ledger.groups:
            parts.append(Text("\nNo checkable claim was found in this text.\n"))
        parts += [Text(f"Not read: {self._show(problem)}", style="bold red") for problem in ledger.problems]
        return Group(*parts, self._legend(ledger))

    def _show(self, text: str) -> str:
        return for_terminal(text, self._encoding)

    def _quote(self, words: Words) -> str:
        return f"{self._open}{self._show(words.exact)}{self._close}"

    def _header(self, header: Header, speakers: tuple[Speaker, ...]) -> RenderableType:
        grid = _columns(LABEL)
        for label, value in self._facts(header, speakers):
            grid.add_row(Text(label, style="dim"), Text(self._show(value)))
        return Group(Text(self._show(header.title or "A statement without a title"), style="bold"), grid)

    def _facts(self, header: Header, speakers: tuple[Speaker, ...]) -> Iterator[tuple[str, str]]:
        origin = f" ({header.published_from})" if header.published_from else ""
        words = f": {self._quote(header.published_words)}" if header.published_words else ""
        yield "publisher", header.publisher or "not stated"
        yield "published", f"{header.published}{origin}{words}" if header.published else "not stated"
        if header.language:
            yield "language", header.language
        if header.container:
            yield "taken out of", f"{header.container}, SHA-256 {header.container_sha256}"
        if speakers:
            yield "speakers", "; ".join(_with_posts(speaker) for speaker in speakers)

    def _group(self, group: SpeakerGroup) -> RenderableType:
        count = sum(len(kind.entries) for kind in group.kinds)
        heading = Text.assemble("\n", (self._show(_with_posts(group.speaker)), "bold"), (f"  {_claims(count)}", "dim"))
        rule = Text(self._line * self._width, style="dim")
        return Group(heading, rule, *map(self._kind, group.kinds))

    def _kind(self, kind: KindGroup) -> RenderableType:
        return Group(Text(kind.label, style="underline"), *map(self._entry, kind.entries))

    def _entry(self, entry: Entry) -> RenderableType:
        grid = _columns(NUMBER)
        grid.add_row(Text(f"{entry.number:>{NUMBER}}", style="dim"), Text(self._quote(entry.words), style="bold"))
        grid.add_row(None, self._status(entry))
        if rows := list(self._rows(entry)):
            grid.add_row(None, self._table(rows))
        return Padding(grid, (0, 0, 1, 0))

    def _status(self, entry: Entry) -> Text:
        sign = wording()["standing"][entry.standing][self._sign]
        act = f" ({entry.act})" if entry.act else ""
        page = f"{self._show(entry.page)} " if entry.page else ""
        place = f"  {page}{entry.words.start}-{entry.words.end} {entry.id}"
        return Text.assemble((f"{sign} {entry.status}{act}", STYLES[entry.standing]), (place, "dim"))

    def _rows(self, entry: Entry) -> Iterator[tuple[str, str]]:
        voice = entry.voices[0]
        if len(entry.voices) > 1 or (voice.cue and voice.reading):
            yield "said by", self._said_by(entry)
        for detail in entry.details:
            yield detail.label, self._detail(detail)

    def _said_by(self, entry: Entry) -> str:
        voice, chain = entry.voices[0], self._show(entry.chain)
        return f"{self._quote(voice.words)} {self._arrow} {chain}" if voice.words and voice.reading else chain

    def _detail(self, detail: Detail) -> str:
        reading = f" {self._arrow} {self._show(detail.reading)}" if detail.reading else ""
        return f"{self._quote(detail.words)}{reading}"

    def _table(self, rows: list[tuple[str, str]]) -> RenderableType:
        if self._width < NARROW:
            return Group(*(Text.assemble((f"{label}: ", "dim"), value, overflow="fold") for label, value in rows))
        grid = _columns(LABEL)
        for label, value in rows:
            grid.add_row(Text(label, style="dim"), Text(value))
        return grid

    def _legend(self, ledger: Ledger) -> Text:
        shown = {entry.standing for entry in ledger.entries}
        table = wording()["standing"]
        signs = [f"{table[s][self._sign]} {table[s][2]}" for s in Standing if s in shown]
        return Text("\n".join(signs), style="dim")


def _columns(first: int) -> Table:
    """A grid of a narrow first column and one that takes the rest of the line."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=first, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    return grid


def _with_posts(speaker: Speaker) -> str:
    """The speaker's name and posts; a source that is not resolved is called by its words, and says so."""
    if not speaker.resolved and speaker.words:
        return f"{speaker.name} (as the text calls it)"
    return ", ".join([speaker.name, *dict.fromkeys(post.exact for post in speaker.posts)])


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"
