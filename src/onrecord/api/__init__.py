"""What the reading room shows: one function for each view, which takes a room and what is asked and gives a documented dataclass.

HTML, JSON and CSV are renderings of what these functions give; the web adds nothing to it.
"""
