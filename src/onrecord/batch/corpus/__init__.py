"""A corpus held against itself: more documents than memory holds, decided on by the same functions as a record's.

Candidates for each decision come from joins on the disk; what is kept in memory for each document are numbers.
"""
