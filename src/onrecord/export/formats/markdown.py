"""The record for reading as Markdown: CommonMark, with the footnotes that GitHub, Pandoc and most editors know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.export.formats.brief import brief
from onrecord.export.formats.dossier import is_link
from onrecord.export.formats.found import Found
from onrecord.export.formats.parts import Brief, Matter, Numbered, Thread
from onrecord.export.formats.statements import moment
from onrecord.export.safe import for_page

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&$^])")
_LISTED = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")
_UNSAFE = re.compile(r"[\s<>\\]")


def write(found: Found, out: Path) -> None:
    """Write it. No character of a source is read as Markdown or HTML."""
    told = brief(found)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for line in (*_head(told), *_body(told), *_notes(told)):
            file.write(for_page(line) + "\n")


def plain(text: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    >>> plain("1. *17* dead, [says](x) <b>\n- Tull")
    '1\\. \\*17\\* dead, \\[says\\](x) \\<b\\> - Tull'
    >>> plain("- 17"), plain(", he said.")
    ('\\- 17', ', he said.')
    """
    return _LISTED.sub(r"\1\\", _MARKS.sub(r"\\\1", " ".join(text.split())))


def _head(told: Brief) -> Iterator[str]:
    yield from ("# Who said what", "")
    yield f"{told.size}, as of {moment(told.at)}."
    yield from ("This brief says who says what, in which words. It does not say what is true.", "")
    yield from (f"- {sign} {count} {plain(meaning)}" for sign, meaning, count in told.counts)
    yield from ("", f"Record `{told.record}`, head of its journal `{told.head}`; onrecord {told.version}.")
    yield f"Taken: {plain(told.asked or 'everything that the record holds')}. What is overdue is so as on {plain(told.day)}."
    yield ""


def _body(told: Brief) -> Iterator[str]:
    if told.matters:
        yield from ("## Matters: accounts side by side", "")
    for matter in told.matters:
        yield from _matter(matter)
    if told.threads:
        yield from ("## Demands, promises and decisions", "")
    for thread in told.threads:
        yield from _thread(thread)
    yield from ("## Statements by speaker", "")
    for voice in told.voices:
        yield from (f"### {plain(voice.name)}", "", *map(_said, voice.said), "")
    if not told.voices:
        yield from ("No statement fits what was asked for.", "")


def _matter(matter: Matter) -> Iterator[str]:
    yield from (f"### {plain(matter.question)}", "")
    yield from (f"**{plain(tie.words)}**  " for tie in matter.summary)
    yield ""
    for account in matter.accounts:
        yield from (f"**{account.letter}: {plain(account.answer)}** ({plain(account.origins)})", "")
        yield from (*map(_said, account.said), "")
    yield from (f"- {plain(words)}" for words in (*(tie.words for tie in matter.ties), *matter.rulings))
    yield ""


def _thread(thread: Thread) -> Iterator[str]:
    yield from (f"### {plain(thread.state)}: {plain(thread.bearings)}", "", plain(thread.meaning), "", _said(thread.said))
    for reply in thread.replies:
        yield f"  {_said(reply.said)} ({plain(reply.label)}: {plain(reply.why)})"
    yield ""


def _said(one: Numbered) -> str:
    """A statement as an item of a list: its words, how they stand, who says them, where."""
    said = one.statement
    status = f"{said.sign} {plain(said.status)}{f', {said.act}' if said.act else ''}"
    return f"- “{plain(said.words)}”[^{one.number}] {status}. {plain(said.said_by)}. {plain(said.source.cited)}"


def _notes(told: Brief) -> Iterator[str]:
    for one in told.notes:
        yield from (f"[^{one.number}]: {' '.join(_note(one))}", "")


def _note(one: Numbered) -> Iterator[str]:
    """What a note says: the words in their sentence, who says them and how, the document, the place, the hash."""
    said, source = one.statement, one.statement.source
    yield _marked(said.before.lstrip(), said.words, said.after.rstrip())
    yield f"({said.sign} said by {plain(said.said_by)}: {plain(said.status)}{f', {said.act}' if said.act else ''}."
    facts = "; ".join(f"{name} {value}" for name, value in said.facts)
    yield plain(f"{said.kind}{': ' if facts else ''}{facts}.") + ")"
    yield from (f"A person: {plain(line)}." for line in said.people)
    yield f"{plain(source.cited)}."
    yield f"{_address(source.uri)}{f', taken {moment(source.taken)}' if source.taken else ''}."
    yield f"{said.place} of document `{source.document}`, claim `{said.claim}`."
    yield f"Original of {source.size} bytes, SHA-256 `{source.sha256}`."
    if source.container:
        yield f"Taken out of {plain(source.container)}."


def _marked(before: str, words: str, after: str) -> str:
    """The words in their sentence: bold, or in brackets where Markdown would not take the stars for marks."""
    runs_on = (before[-1:].isalnum() and not words[:1].isalnum()) or (after[:1].isalnum() and not words[-1:].isalnum())
    marked = f"\\[{plain(words)}\\]" if runs_on else f"**{plain(words)}**"
    return f"{_kept(before)}{marked}{_kept(after)}"


def _kept(text: str) -> str:
    """Text beside the words, with the blank between them."""
    return f"{' ' if text[:1].isspace() else ''}{plain(text)}{' ' if text[-1:].isspace() else ''}"


def _address(uri: str | None) -> str:
    if uri is None:
        return "Given by hand, without an address"
    return f"<{uri}>" if is_link(uri) and not _UNSAFE.search(uri) else plain(uri)
