"""Faces of a document: the ledger and its renderings for the terminal, as a page, and the schema of the JSON."""

from onrecord.export.explain import Explanation, as_lines, explain
from onrecord.export.ledger import build_ledger
from onrecord.export.page import render_page, write_page
from onrecord.export.parts import Ledger
from onrecord.export.schema import document_schema, lines_schema_text, schema_text, whole_schema_text
from onrecord.export.terminal import print_ledger

__all__ = [
    "Explanation",
    "Ledger",
    "as_lines",
    "build_ledger",
    "document_schema",
    "explain",
    "lines_schema_text",
    "print_ledger",
    "render_page",
    "schema_text",
    "whole_schema_text",
    "write_page",
]
