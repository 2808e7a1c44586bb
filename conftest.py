"""Runs the examples of README and docs: every block of Python in them is a test."""

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

collect_ignore_glob = ["tests/*/standards/*.py"]  # programs that tests start, with other packages than ours

pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], patterns=["README.md", "docs/*.md", "docs/**/*.md"]).pytest()
