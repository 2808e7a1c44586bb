"""Turn our own sentences with their events marked by braces into rows like those of `training.labelled`.

    python -m training.own_events --out build/training/own_events.jsonl

`{e1 STATUS KIND TYPE|trigger}` is an event, `{a1 actor}` and `{r1 recipient}` are who did it to whom; digits join the parts of
one event, several (`{a12 ...}`) give a part to each of them, none means event 1. "-": PLOVER has no term. Braces nest. Every
event of a line is marked: the other words are none. Lines begin with `#` for a comment.
"""

import argparse
import json
import pathlib
import re

from training.data import Row
from training.labels import KINDS, STATUSES, TYPES

SENTENCES = pathlib.Path(__file__).parent / "events_own_train.txt"
ROLES = {"a": "actors", "r": "recipients"}
_OPEN = re.compile(r"\{(?:e(?P<event>[1-9]?) (?P<labels>[\w -]+)\||(?P<role>[ar])(?P<of>[1-9]*) )")


def parse(line: str) -> tuple[str, list[Row]]:
    """The plain text and its events, in text order.

    >>> parse("{a He} {e planned incident -|left}.")[1]
    [{'trigger': [3, 7], 'status': 'planned', 'kind': 'incident', 'type': None, 'actors': [[0, 2]], 'recipients': []}]
    """
    text, at = "", 0
    stack: list[tuple[re.Match[str], int]] = []
    events: dict[str, Row] = {}
    roles: list[tuple[str, str, list[int]]] = []
    while at < len(line):
        if match := _OPEN.match(line, at):
            stack.append((match, len(text)))
            at = match.end()
        elif line[at] == "}" and stack:
            opened, start = stack.pop()
            _close(opened, [start, len(text)], events, roles)
            at += 1
        elif line[at] in "{}":
            raise ValueError(f"a brace that opens or closes nothing at {line[at:]!r} in: {line}")
        else:
            text, at = text + line[at], at + 1
    if stack:
        raise ValueError(f"a brace is not closed: {line}")
    return text, _joined(line, events, roles)


def _close(opened: re.Match[str], span: list[int], events: dict[str, Row], roles: list[tuple[str, str, list[int]]]) -> None:
    if opened["role"]:
        roles += [(number, ROLES[opened["role"]], span) for number in opened["of"] or "1"]
        return
    status, kind, type_ = opened["labels"].split()
    number = opened["event"] or "1"
    if status not in STATUSES or kind not in KINDS or type_ not in TYPES or number in events:
        raise ValueError(f"no label, or a number used twice: {opened[0]}")
    events[number] = {"trigger": span, "status": status, "kind": kind, "type": None if type_ == "-" else type_}


def _joined(line: str, events: dict[str, Row], roles: list[tuple[str, str, list[int]]]) -> list[Row]:
    for event in events.values():
        event.update(actors=[], recipients=[])
    for number, role, span in roles:
        if number not in events:
            raise ValueError(f"a part of event {number}, which is not marked: {line}")
        events[number][role].append(span)
    return sorted(events.values(), key=lambda event: event["trigger"])


def rows(path: pathlib.Path = SENTENCES) -> list[Row]:
    out = []
    for i, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line and not line.startswith("#"):
            text, events = parse(line)
            out.append({"id": f"own:{i}", "text": text, "attributions": None, "events": events, "judged": [0, len(text)]})
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    found = rows()
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf8")
    print(f"{len(found)} sentences, {sum(len(row['events']) for row in found)} events")


if __name__ == "__main__":
    main()
