-- What the reading room asks at any size. Everything here follows from the tables.

-- Lists walk this index, newest first, and find in it all that they filter and count by: no row is read but those of a page.
DROP INDEX claims_order;
CREATE INDEX claims_order ON claims (published, document, position, kind, status, stance, certainty, review, later, first_day, last_day, speaker, id, number);

-- Claims that nobody has reviewed, by how much is at stake and how unsure they are; `store/waiting.py` says why so.
CREATE INDEX claims_waiting ON claims ((CASE WHEN kind IN ('casualties', 'incident', 'detention') THEN 3 WHEN kind IN ('deployment', 'decision') THEN 2 WHEN kind IN ('demand', 'commitment') THEN 1 ELSE 0 END + CASE WHEN certainty = 'possible' OR status = 'unclear' OR stance = 'doubts' THEN 3 WHEN certainty = 'probable' OR status = 'hypothetical' THEN 2 WHEN status IN ('attempted', 'threatened', 'ordered', 'planned') OR stance IN ('accuses', 'reports') THEN 1 ELSE 0 END), published, document, position) WHERE review IS NULL;

CREATE INDEX documents_publisher ON documents (publisher);

-- The few claims that people reviewed, or that a later version of their document altered.
CREATE INDEX claims_reviewed ON claims (review, published, document, position) WHERE review IS NOT NULL;
CREATE INDEX claims_altered ON claims (later, published, document, position) WHERE later IS NOT NULL;

-- Claims by names, without reading a row for each.
DROP INDEX parties_plain;
CREATE INDEX parties_plain ON parties (plain, role, document, claim);
DROP INDEX places_plain;
CREATE INDEX places_plain ON places (plain, document, claim);
