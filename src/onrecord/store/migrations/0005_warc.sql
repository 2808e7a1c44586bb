-- How a page came from its address. `warc` is the evidence that holds all requests and answers, `asked` the address that was asked
-- for first, `feed` the address of the feed that listed it, and `entry` what that feed knows it by. All are empty where it came
-- from a file, or was captured before this form.
ALTER TABLE captures ADD COLUMN warc TEXT REFERENCES evidence (sha256);
ALTER TABLE captures ADD COLUMN asked TEXT;
ALTER TABLE captures ADD COLUMN feed TEXT;
ALTER TABLE captures ADD COLUMN entry TEXT;
CREATE INDEX captures_warc ON captures (warc) WHERE warc IS NOT NULL;
CREATE INDEX captures_asked ON captures (asked) WHERE asked IS NOT NULL;
CREATE INDEX captures_entry ON captures (entry, feed) WHERE entry IS NOT NULL;
