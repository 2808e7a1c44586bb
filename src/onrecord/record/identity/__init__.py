"""Whether actors of several documents are the same: pure decisions, from names, posts, times and places, each with its reason."""
