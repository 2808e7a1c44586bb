-- Claims of a status, also a rare one: PostgreSQL would read all claims for what few of them have. SQLite, which keeps no counts
-- of values unless it is told to, would take this index for common ones too, and read each claim.
CREATE INDEX claims_terms ON claims (status, kind, published, document, position);
