"""Claims on the same matter side by side, figures over time, and what came of demands and promises. Pure: no store, no model."""
