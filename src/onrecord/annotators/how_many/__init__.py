"""Figures in a text: the number, its unit, how it is bounded, what it counts. `quantities.py` is the annotator."""
