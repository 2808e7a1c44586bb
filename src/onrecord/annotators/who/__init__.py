"""Who is meant: names, posts, bodies and people of a document, gathered into actors."""
