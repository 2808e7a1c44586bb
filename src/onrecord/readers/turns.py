"""Who speaks when: the turns of an interview or a transcript, with their roles.

Labels open turns. Between the answers of a labelled interviewee, the unlabelled paragraph before a label is a question; a
thank-you after the last answer is the interviewer's. What stands before the first turn is the publisher's narration.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.model import Role, Span, Turn
from onrecord.readers.data import words
from onrecord.readers.labels import Label, is_answerer, is_questioner
from onrecord.readers.voices import full_names
from onrecord.text import Offsets, squeeze

PROMPT = 400
"""Longest paragraph, in characters, that is taken for a request without a question mark."""

ASKS, ASKED = 0.5, 900
"""Share of a voice's turns that must end in a question before the voice counts as one that asks, and the most characters
that these turns have on average; a speech may end in a question too."""

_QUESTION = re.compile(r"\?[\"'”’»)\]*_]*$")
_THANKS = re.compile(r"(?:many |once again,? )?(?:thank you|thanks|we thank)\b", re.IGNORECASE)
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the conversation, its label if it opens a turn, and whether it stands out (bold, a heading).

    `unnamed` where the format says that another voice speaks, but not whose. `told` where a voice has ended and the text goes on.
    """

    start: int
    end: int
    label: Label | None = None
    strong: bool = False
    unnamed: bool = False
    told: bool = False


def find_turns(text: str, parts: Sequence[Part], stretches: Sequence[Offsets]) -> list[Turn]:
    """The turns of the conversation that `parts` hold; none where no part has a label and none stands out as a question.

    In the first `stretches` (title, introduction, first question and answer) the voices may be named in full.
    """
    runs = _runs(text, parts)
    roles = _roles(text, runs)
    if not runs or Role.ANSWER not in roles:
        return []
    first = roles.index(Role.ANSWER)
    intro, reach = runs[first].parts[0].start, runs[first].parts[-1].end
    shape = not any(run.label and run.label.enclosed and text[run.label.start : run.label.end].isupper() for run in runs)
    head = [stretch for stretch in stretches if stretch[0] < reach and shape]  # in capitals no name has a shape
    names = full_names(text, [run.label for run in runs], roles, head, intro)
    return [_turn(run, role, name) for run, role, name in zip(runs, roles, names, strict=True)]


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs of one voice. `asks` is set where the layout alone shows a question, `tells` for the publisher's words."""

    parts: tuple[Part, ...]
    asks: bool = False
    tells: bool = False

    @property
    def label(self) -> Label | None:
        """The label that opens the run."""
        return self.parts[0].label


def _runs(text: str, parts: Sequence[Part]) -> list[Run]:
    groups: list[list[Part]] = []
    for part in parts:
        if part.label or part.unnamed or part.told or not groups:
            groups.append([part])
        else:
            groups[-1].append(part)
    runs = [Run(tuple(group), tells=not group[0].label) for group in groups]
    if not any(run.label for run in runs):
        return _bold_questions(text, parts)
    asked = _unlabelled_questions(text, runs)
    return list(_closed(text, _split(text, runs, asked)))


def _unlabelled_questions(text: str, runs: list[Run]) -> bool:
    """Whether the one who asks has no label: some gap between two labels ends in a question, and no label asks."""
    if any(run.label and (run.label.enclosed or is_questioner(text[run.label.start : run.label.end])) for run in runs):
        return False
    return any(_is_question(text, run.parts[-1]) for run in _gaps(runs))


def _gaps(runs: list[Run]) -> Iterator[Run]:
    """Runs before a label that hold a paragraph which could be a question without label."""
    for run in runs[:-1]:
        if len(run.parts) > 1 or run.tells:
            yield run


def _split(text: str, runs: list[Run], asked: bool) -> Iterator[Run]:
    for number, run in enumerate(runs):
        cut = _question_at(text, run) if asked and number + 1 < len(runs) else len(run.parts)
        if run.parts[:cut]:
            yield replace(run, parts=run.parts[:cut])
        if run.parts[cut:]:
            yield Run(run.parts[cut:], asks=True)


def _question_at(text: str, run: Run) -> int:
    """Where, in the parts before the next label, the question begins."""
    least = 0 if run.tells else 1
    cut = len(run.parts)
    while cut > least and _is_question(text, run.parts[cut - 1]):
        cut -= 1
    if cut == len(run.parts) > least and _is_prompt(text, run.parts[-1]):
        cut -= 1
    while least < cut < len(run.parts) and run.parts[cut - 1].strong:
        cut -= 1
    return cut


def _is_question(text: str, part: Part) -> bool:
    return bool(_QUESTION.search(text[max(part.start, part.end - 8) : part.end]))


def _is_prompt(text: str, part: Part) -> bool:
    said = text[part.start : part.end]
    first = re.match(r"\W*([\w'’]+)", said)
    return (
        len(said) <= PROMPT
        and bool(_YOU.search(said) or "?" in said)
        and bool(first and first[1].casefold() in words("voices")["prompts"])
    )


def _closed(text: str, runs: Iterator[Run]) -> Iterator[Run]:
    """The runs, with the closing thanks and the publisher's last words taken from the last answer."""
    found = list(runs)
    last = found[-1]
    thanks = next((i for i, part in enumerate(last.parts) if i and _closing(text, part, found)), len(last.parts))
    outro = next((i for i, part in enumerate(last.parts) if i and _outro(text, part)), len(last.parts))
    cut = min(thanks, outro)
    yield from found[:-1]
    yield replace(last, parts=last.parts[:cut])
    if last.parts[cut:outro]:
        yield Run(last.parts[cut:outro], asks=True)
    if last.parts[outro:]:
        yield Run(last.parts[max(cut, outro) :], tells=True)


def _closing(text: str, part: Part, runs: list[Run]) -> bool:
    said = squeeze(text[part.start : part.end])
    if not _THANKS.match(said) or len(said) > PROMPT:
        return False
    folded = said.casefold()
    called = {text[run.label.start : run.label.end].split()[-1].casefold() for run in runs if run.label}
    return any(word in folded for word in _list("closing")) or any(name in folded[:60] for name in called if len(name) > 2)


def _outro(text: str, part: Part) -> bool:
    said = squeeze(text[part.start : min(part.end, part.start + PROMPT)]).casefold()
    return part.end - part.start <= PROMPT and any(word in said for word in _list("outro"))


def _bold_questions(text: str, parts: Sequence[Part]) -> list[Run]:
    """Runs of an interview without labels, in which the questions stand out."""
    asked = [number for number, part in enumerate(parts) if part.strong and _is_question(text, part)]
    if len(asked) < 2 or any(after - before < 2 for before, after in itertools.pairwise(asked)):
        return []
    runs: list[Run] = [Run(tuple(parts[: asked[0]]), tells=True)] if asked[0] else []
    for number, following in zip(asked, [*asked[1:], len(parts)], strict=True):
        runs.append(Run((parts[number],), asks=True))
        if parts[number + 1 : following]:
            runs.append(Run(tuple(parts[number + 1 : following])))
    return list(_closed(text, iter(runs)))


def _roles(text: str, runs: list[Run]) -> list[Role]:
    asking = _asking(text, runs)
    return [
        Role.NARRATION if run.tells else Role.QUESTION if run.asks or (run.label and run.label.key in asking) else Role.ANSWER
        for run in runs
    ]


def _asking(text: str, runs: list[Run]) -> set[str]:
    """Keys of the labels of those who ask."""
    said: dict[str, list[bool]] = defaultdict(list)
    lengths: dict[str, int] = defaultdict(int)
    exact: dict[str, str] = {}
    for run in runs:
        if run.label:
            said[run.label.key].append(_is_question(text, run.parts[-1]))
            lengths[run.label.key] += run.parts[-1].end - run.parts[0].start
            exact[run.label.key] = text[run.label.start : run.label.end]
    known = {key for key, label in exact.items() if is_questioner(label)}
    asks = {key for key, turns in said.items() if sum(turns) >= ASKS * len(turns) and lengths[key] <= ASKED * len(turns)}
    asks -= {key for key, label in exact.items() if is_answerer(label) and key not in known}
    return known | (asks if asks | known != set(said) else set())


def _turn(run: Run, role: Role, name: Span | None) -> Turn:
    label = run.label
    start = label.begins if label and label.begins < run.parts[0].end else run.parts[0].start
    if label and label.begins >= run.parts[0].end and len(run.parts) > 1:
        start = run.parts[1].start
    return Turn(Span(start, run.parts[-1].end), role, Span(label.start, label.end) if label else None, name)


@lru_cache
def _list(name: str) -> tuple[str, ...]:
    return words("voices")[name]
