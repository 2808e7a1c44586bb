-- Full text: Snowball's English stems, accents taken away. The columns follow from the others by themselves.
ALTER TABLE claims ADD COLUMN search tsvector GENERATED ALWAYS AS (
  to_tsvector('english', regexp_replace(normalize(words || ' ' || coalesce(speaker, ''), NFKD), '[\u0300-\u036f]', '', 'g'))
) STORED;
CREATE INDEX claims_search ON claims USING gin (search);

ALTER TABLE documents ADD COLUMN search tsvector GENERATED ALWAYS AS (
  to_tsvector('english', regexp_replace(normalize(coalesce(title, '') || ' ' || text, NFKD), '[\u0300-\u036f]', '', 'g'))
) STORED;
CREATE INDEX documents_search ON documents USING gin (search);
