-- The list of documents by day, title and publisher: SQLite would read every text to find them. PostgreSQL keeps long texts
-- elsewhere and needs no such index; it could not hold titles of any length in one.
CREATE INDEX documents_shelf ON documents (published, title, publisher);
