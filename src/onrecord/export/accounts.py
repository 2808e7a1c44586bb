"""Matters, series, threads and copies on a terminal: what is asked first, then who says what, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from onrecord.export.dates import describe
from onrecord.export.safe import for_terminal
from onrecord.export.side_by_side import TELLING, Answer, Course, FollowUp, Question, Side, Told
from onrecord.export.terminal import WIDEST
from onrecord.export.wording import say
from onrecord.matters.copies import Copy
from onrecord.model import AccountRelation, Relation, Rule, Ruling, ThreadState

FEW = 2
"""Claims of an account that a list shows."""

STYLES: dict[Relation, str] = {Relation.CONFLICTS: "bold red", Relation.REVISES: "yellow", Relation.AGREES: "green"}
STATES = {ThreadState.OVERDUE: "bold red", ThreadState.BROKEN: "bold red", ThreadState.OPEN: "yellow"}


class Sheet:
    """Prints what follows from a record's documents for people. Colour only on a terminal, and not where `NO_COLOR` is set."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._width = min(self._console.width, WIDEST)

    def question(self, question: Question, few: int | None = FEW) -> None:
        """A matter: its accounts, and how they stand to each other; of each account so many claims, all where None."""
        names = {side.id: letter(number) for number, side in enumerate(question.accounts)}
        parts = [self._side(names[side.id], side, few) for side in question.accounts]
        rulings = [_inset(self._line(_by(ruling))) for ruling in question.rulings]
        self._print(
            self._heading(question.question, question.id), *parts, *self._relations(question, names, few), *rulings, Text()
        )

    def disagreement(self, question: Question) -> None:
        """Of a matter only the two accounts whose relation tells most, each with one claim."""
        most = min(_by_voices(question), key=lambda one: TELLING.index(one.relation))
        sides = [side for side in question.accounts if side.id in (most.a, most.b)]
        names = {side.id: letter(number) for number, side in enumerate(sides)}
        parts = [self._side(names[side.id], side, 1) for side in sides]
        self._print(self._heading(question.question, question.id), *parts, self._relation(most, names), Text())

    def reminder(self, thread: FollowUp) -> None:
        """A thread without what was said of it."""
        grid = _grid(9)
        due = f" (due {day(thread.due)})" if thread.due else ""
        words = Text.assemble(self._said(thread.claim), (" " + self._show(f"{thread.by or 'unsigned'}{due}"), "dim"))
        grid.add_row(Text(thread.state.value, style=STATES.get(thread.state, "green")), words)
        self._print(grid)

    def course(self, course: Course) -> None:
        """A series: one figure a line."""
        grid = _grid(12, 12)
        for step in course.steps:
            grid.add_row(self._moment(step.as_of), Text(step.figure, style="bold"), self._told(step.claim, False))
        self._print(self._heading(course.question, course.id), self._line(f"according to {course.by}"), _inset(grid), Text())

    def follow_up(self, thread: FollowUp, answers: int | None = None) -> None:
        """A thread: what was said, by when it is due, and what was said of it later; so many answers, all where None."""
        state = thread.state.value
        grid = _grid(9)
        label = Text(state, style=STATES.get(thread.state, "green"))
        grid.add_row(label, self._said(thread.claim))
        grid.add_row(None, self._line(self._bearings(thread)))
        if thread.ruling:
            grid.add_row(None, self._line(f"{state}: {thread.ruling.note} · {_by(thread.ruling)}"))
        shown = thread.answers if answers is None else thread.answers[:answers]
        for answer in shown:
            grid.add_row(Text(_label(answer), style="dim"), self._answer(answer))
        for answer in thread.dismissed:
            grid.add_row(Text("no answer", style="dim"), self._answer(answer))
        if left := len(thread.answers) - len(shown):
            grid.add_row(None, self._line(f"and {left} more"))
        self._print(grid, Text())

    def notice(self, document: str, of: str, words: str, titles: Mapping[str, str]) -> None:
        """That a text corrects another one, and in which words."""
        grid = _grid(9)
        grid.add_row(Text("corrects", style="dim"), Text(self._show(titles.get(of, of)), style="bold"))
        grid.add_row(None, self._line(f"{titles.get(document, document)}: “{words}”"))
        self._print(grid, Text())

    def family(self, root: str, copies: Mapping[str, list[Copy]], titles: Mapping[str, str]) -> None:
        """A text with its copies, and theirs, as a tree."""
        name = Text.assemble((self._show(titles.get(root, root)), "bold"), (f" · {root}", "dim"))
        tree = Tree(name, guide_style="dim")
        self._grow(tree, root, copies, titles)
        self._print(tree, Text())

    def say(self, text: str) -> None:
        """A line of plain words."""
        self._print(Text(self._show(text)))

    def _print(self, *parts: RenderableType) -> None:
        """Print without the blanks that fill columns up."""
        with self._console.capture() as captured:
            self._console.print(Group(*parts), width=self._width)
        for line in captured.get().splitlines():
            self._console.file.write(line.rstrip() + "\n")

    def _show(self, text: str) -> str:
        return for_terminal(text, self._console.encoding)

    def _line(self, text: str) -> Text:
        return Text(self._show(text), style="dim")

    def _heading(self, text: str, id: str) -> RenderableType:
        grid = Table.grid(expand=True, padding=(0, 1, 0, 0))
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(width=12, justify="right")
        grid.add_row(Text(self._show(text), style="bold"), Text(id, style="dim"))
        return grid

    def _side(self, name: str, side: Side, few: int | None) -> RenderableType:
        grid = _grid(1)
        count = len(side.origins)
        origins = f"{'1 origin' if count == 1 else f'{count} independent origins'}: {', '.join(side.origins)}"
        head = Text.assemble((self._show(side.answer), "bold"), "  ", (self._show(origins), "dim"))
        grid.add_row(Text(name), head)
        shown = side.claims if few is None else side.claims[:few]
        for claim in shown:
            grid.add_row(None, self._told(claim))
        if left := len(side.claims) - len(shown):
            grid.add_row(None, self._line(f"and {left} more"))
        return _inset(grid)

    def _told(self, claim: Told, words: bool = True) -> RenderableType:
        who = self._line(f"{_source(claim)} · {claim.id}")
        return Group(self._said(claim), who) if words else who

    def _said(self, claim: Told) -> Text:
        """The words, in their sentence where it is known."""
        opened, closed = ('"', '"') if self._console.options.ascii_only else ("“", "”")
        if not claim.before and not claim.after:
            return Text(f"{opened}{self._show(claim.words)}{closed}")
        before, after = (_kept(part, self._show(part)) for part in (claim.before, claim.after))
        words = self._show(claim.words)
        words = words if self._console.color_system else f"[{words}]"
        return Text.assemble((before, "dim"), (words, "bold"), (after, "dim"))

    def _relations(self, question: Question, names: Mapping[str, str], few: int | None) -> Iterator[RenderableType]:
        """The most telling relations, and those that people fixed, with the reason; of the others which accounts they join.

        All with the reason where `few` is None.
        """
        for relation in TELLING:
            found = sorted((one for one in _by_voices(question) if one.relation == relation), key=lambda one: one.ruling is None)
            shown = few if relation in STYLES else sum(one.ruling is not None for one in found)
            told = found if few is None else found[:shown]
            yield from (self._relation(one, names) for one in told)
            if rest := found[len(told) :]:
                pairs = ", ".join("–".join(names.get(side, side) for side in (one.a, one.b)) for one in rest)
                yield _inset(self._line(f"{'also ' if told else ''}{relation}: {pairs}"))

    def _relation(self, relation: AccountRelation, names: Mapping[str, str]) -> RenderableType:
        a, b = (names.get(side, side) for side in (relation.a, relation.b))
        phrase = (say("relations", relation.relation) or "{0}, {1}: " + relation.relation).format(a, b)
        on = say("asked", relation.slot) or relation.slot
        head = (self._show(phrase), STYLES.get(relation.relation, "blue"))
        settled = f" ({_by(relation.ruling)})" if relation.ruling else ""
        return _inset(Text.assemble(head, " ", self._show(f"on {on}: {relation.why}.{settled}")))

    def _moment(self, value: str) -> Text:
        return Text(self._show(value[:16].replace("T", " ")))

    def _bearings(self, thread: FollowUp) -> str:
        due = f"due {day(thread.due)}" if thread.due else "no day named"
        to = f"to {thread.to}" if thread.to else None
        who = f"{thread.kind} of {thread.by}" if thread.by else str(thread.kind)
        return " · ".join(part for part in (who, to, due, _source(thread.claim), thread.claim.id) if part)

    def _answer(self, answer: Answer) -> RenderableType:
        settled = f" · {_by(answer.ruling)}" if answer.ruling else ""
        why = self._line(f"{_source(answer.claim)} · {answer.claim.id} · {answer.why}{settled}")
        return Group(self._said(answer.claim), why)

    def _grow(self, tree: Tree, root: str, copies: Mapping[str, list[Copy]], titles: Mapping[str, str]) -> None:
        for copy in copies.get(root, ()):
            label = Text(self._show(titles.get(copy.document, copy.document)))
            how = f"{copy.share:.0%} of its own words" if copy.share is not None else self._show(_by(copy.ruling))
            label.append(f"\n{say('copies', copy.kind) or copy.kind} · {how} · {copy.document}", "dim")
            self._grow(tree.add(label), copy.document, copies, titles)


def letter(number: int) -> str:
    """The name of an account in its matter: A to Z, then numbers.

    >>> letter(0), letter(26)
    ('A', '27')
    """
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def day(value: str | None) -> str:
    """A day as people write it.

    >>> day("2024-04-09T10:00+02:00")
    '9 April 2024'
    """
    return (describe(value[:10]) or value[:10]) if value else "no date"


def _by_voices(question: Question) -> list[AccountRelation]:
    """The relations, those of accounts with most origins behind them first."""
    voices = {side.id: len(side.origins) for side in question.accounts}
    return sorted(question.relations, key=lambda one: -voices.get(one.a, 1) - voices.get(one.b, 1))


def _source(claim: Told) -> str:
    """Who says it, where and when."""
    said = f"{claim.speaker}, in {claim.source}" if claim.speaker and claim.speaker != claim.source else claim.source
    moment = f", as of {claim.as_of[:16].replace('T', ' ')}" if claim.as_of and claim.as_of != claim.published else ""
    return f"{said}, {day(claim.published)}{moment}"


def _label(answer: Answer) -> str:
    """What a claim is to a thread; the words by which a person gave it its state answer nothing by themselves."""
    is_shown = answer.ruling is not None and answer.ruling.act is Rule.STATE
    return "shown by" if is_shown else "answer" if answer.certain else "perhaps"


def _by(ruling: Ruling | None) -> str:
    """Who said so, when, and in which line of the journal."""
    if ruling is None:
        return ""
    note = f": {ruling.note}" if ruling.note and ruling.act in (Rule.MERGE, Rule.SPLIT) else ""
    return f"{say('rulings', ruling.act) or ruling.act} by {ruling.who}, {day(ruling.at)}, line {ruling.line}{note}"


def _kept(text: str, shown: str) -> str:
    """A shown text with the blanks that the text has at its ends."""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{shown}{' ' if after else ''}"


def _grid(*widths: int) -> Table:
    """Columns of these widths, and one that takes the rest of the line."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    for width in widths:
        grid.add_column(width=width)
    grid.add_column(ratio=1, overflow="fold")
    return grid


def _inset(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2))


def families(copies: Iterable[Copy]) -> tuple[list[str], dict[str, list[Copy]]]:
    """The texts that are copied and are no copies, those of most copies first; and for each text its copies."""
    below: dict[str, list[Copy]] = {}
    for copy in copies:
        below.setdefault(copy.of, []).append(copy)
    taken = {copy.document for group in below.values() for copy in group}
    roots = [root for root in below if root not in taken]
    return sorted(roots, key=lambda root: -len(list(_members(root, below)))), below


def _members(root: str, below: Mapping[str, list[Copy]]) -> Iterator[str]:
    for copy in below.get(root, ()):
        yield copy.document
        yield from _members(copy.document, below)
