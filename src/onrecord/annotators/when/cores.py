"""The kernels of time expressions, without what stands around them."""

from __future__ import annotations

from onrecord.annotators.when import calendar, clocks, lengths, relative, years
from onrecord.annotators.when.grammar import Grammar

CORES = Grammar([*calendar.RULES, *years.RULES, *relative.RULES, *clocks.RULES, *lengths.RULES])
