"""What happens in a text: predicates with their arguments and status. `annotators/events.py` puts them together."""
