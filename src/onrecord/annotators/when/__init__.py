"""Dates and times: words into items, items into expressions by a cascade of small grammars, expressions into values.

`items` (text to items) < `meanings` (what an expression says, before anything is known about the document) < `cores`,
`joins` (the rules) < `bearings` (what the document says: its date, dates around, tense) < `values` < `edtf`.
"""
