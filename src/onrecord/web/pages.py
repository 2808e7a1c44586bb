"""The table of pages: for each its address, the view that it shows, and the template that shows it.

Every page is also there as `.json`, under `/api`, and where it is a table as `.csv`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from onrecord.api.actors import actor, actors
from onrecord.api.adding import adding, job
from onrecord.api.claim import claim
from onrecord.api.claims import claims
from onrecord.api.copies import copies
from onrecord.api.documents import document, documents
from onrecord.api.exporting import export, exporting
from onrecord.api.journal import journal, verification
from onrecord.api.matters import matter, matters
from onrecord.api.overview import overview
from onrecord.api.places import places
from onrecord.api.queue import queue
from onrecord.api.searching import search
from onrecord.api.threads import thread, threads
from onrecord.api.timeline import timeline


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `view` takes a room and what is asked and gives a dataclass; `label` stands in the navigation, if anywhere.

    `rows` names the field of the answer that is a table, for the page's CSV. `follows` where the page follows from the record
    alone, so that it stays the same as long as nothing is written.
    """

    path: str
    template: str
    view: Callable[[Any, Any], Any]
    title: str
    label: str | None = None
    rows: str | None = None
    follows: bool = True

    @property
    def asked(self) -> type:
        """The dataclass of what may be asked."""
        return _hints(self.view)["asked"]

    @property
    def answer(self) -> type:
        """The dataclass that is given."""
        return _hints(self.view)["return"]


def _hints(view: Callable[..., Any]) -> dict[str, type]:
    return get_type_hints(view)


PAGES: tuple[Page, ...] = (
    Page("/", "record.html", overview, "Record", "Record"),
    Page("/documents", "documents.html", documents, "Documents", "Documents", "documents"),
    Page("/documents/{id}", "document.html", document, "Document"),
    Page("/claims/{id}", "claim.html", claim, "Claim"),
    Page("/claims", "claims.html", claims, "Claims", "Claims", "claims"),
    Page("/matters", "matters.html", matters, "Matters", "Matters", "matters"),
    Page("/matters/{id}", "matter.html", matter, "Matter"),
    Page("/threads", "threads.html", threads, "Demands, promises, decisions", "Promises", "threads"),
    Page("/threads/{id}", "thread.html", thread, "Demand, promise or decision"),
    Page("/timeline", "timeline.html", timeline, "Timeline", "Timeline", "moments"),
    Page("/map", "map.html", places, "Map", "Map"),
    Page("/copies", "copies.html", copies, "Copies", "Copies", "families"),
    Page("/actors", "actors.html", actors, "Actors", "Actors", "actors"),
    Page("/actors/{id}", "actor.html", actor, "Actor"),
    Page("/queue", "queue.html", queue, "Review", "Review"),
    Page("/journal", "journal.html", journal, "Journal", "Journal", "lines", follows=False),
    Page("/journal/verification", "verification.html", verification, "Verification", follows=False),
    Page("/search", "search.html", search, "Search", rows="finds"),
    Page("/add", "add.html", adding, "Add documents", "Add", follows=False),
    Page("/export", "export.html", exporting, "Export", follows=False),
    Page("/exports/{id}", "exported.html", export, "An export", follows=False),
    Page("/jobs/{id}", "job.html", job, "What was handed in", rows="outcomes", follows=False),
)
"""Every page, in the order of the navigation."""
