-- The file that the bytes of a capture were taken out of: an archive, a mailbox, a table; of several inside one another, the
-- outermost. Its name and the SHA-256 of all its bytes. Both are empty where there was none, or before this form.
ALTER TABLE captures ADD COLUMN container TEXT;
ALTER TABLE captures ADD COLUMN container_sha256 TEXT;
