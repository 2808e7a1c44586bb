"""How toponyms are found, told from other names, and resolved; put together in `annotators/toponyms.py`."""
