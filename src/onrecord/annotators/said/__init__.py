"""Who said what: rules over the parse, types, stances, turns, and who is behind a source."""
