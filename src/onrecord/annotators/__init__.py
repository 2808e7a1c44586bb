"""Annotators: one kind of annotation in each file. `pipeline.py` says in which order they run."""
