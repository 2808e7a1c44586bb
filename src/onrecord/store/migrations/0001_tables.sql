-- The first form of a record. {bytes} and {number} stand for what the two databases call bytes and a number they count up.

-- One row: by this table a database is known as a record.
CREATE TABLE onrecord (
  schema_version INTEGER NOT NULL,
  record TEXT NOT NULL
);

-- What was done, one line each. `line` is canonical JSON and holds the hash of the line before; `hash` is the line's SHA-256.
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  hash TEXT NOT NULL,
  line TEXT NOT NULL
);
CREATE INDEX journal_subject ON journal (subject, seq);

-- The original bytes, once.
CREATE TABLE evidence (
  sha256 TEXT PRIMARY KEY,
  size BIGINT NOT NULL,
  data {bytes} NOT NULL
);

-- A text with its title, publisher and day. `reading` is the number of its current reading.
CREATE TABLE documents (
  number {number},
  id TEXT NOT NULL UNIQUE,
  reading BIGINT NOT NULL,
  title TEXT,
  publisher TEXT,
  published TEXT,
  language TEXT,
  text TEXT NOT NULL
);

-- Where and when a document was found, and in which bytes. `seq` is the number of the journal's line.
CREATE TABLE captures (
  seq BIGINT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id),
  evidence TEXT NOT NULL REFERENCES evidence (sha256),
  uri TEXT,
  media_type TEXT NOT NULL,
  encoding TEXT,
  retrieved_at TEXT,
  collector TEXT,
  segments TEXT NOT NULL
);
CREATE INDEX captures_document ON captures (document);
CREATE INDEX captures_uri ON captures (uri, seq);
CREATE INDEX captures_evidence ON captures (evidence);

-- What a version of onrecord found in a document: canonical JSON, compressed by zlib; `sha256` is of the JSON.
CREATE TABLE readings (
  seq BIGINT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id),
  sha256 TEXT NOT NULL,
  body {bytes} NOT NULL
);
CREATE INDEX readings_document ON readings (document);

-- Claims as they stand: the current reading with people's corrections laid over it. All of it follows from `readings`,
-- `corrections` and `journal`, and is laid out here to be searched. `published` is the document's day, empty where it has none.
CREATE TABLE claims (
  number {number},
  document TEXT NOT NULL REFERENCES documents (id),
  id TEXT NOT NULL,
  published TEXT NOT NULL,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT,
  stance TEXT NOT NULL,
  certainty TEXT NOT NULL,
  speaker TEXT,
  event_type TEXT,
  mode TEXT,
  low DOUBLE PRECISION,
  best DOUBLE PRECISION,
  high DOUBLE PRECISION,
  counted TEXT,
  happened TEXT,
  first_day TEXT,
  last_day TEXT,
  place TEXT,
  review TEXT,
  later TEXT,
  UNIQUE (document, id)
);
CREATE INDEX claims_id ON claims (id);
-- The order in which claims are listed. Filters that fit many claims walk it until enough are found; no index on a field of few
-- values helps there.
CREATE INDEX claims_order ON claims (published, document, position);

-- Who a claim is of and about: speaker, relay, actor, recipient. `plain` is the name in lower case without accents.
CREATE TABLE parties (
  document TEXT NOT NULL,
  claim TEXT NOT NULL,
  role TEXT NOT NULL,
  actor TEXT NOT NULL,
  name TEXT NOT NULL,
  plain TEXT NOT NULL,
  PRIMARY KEY (document, claim, role, actor)
);
CREATE INDEX parties_plain ON parties (plain);

CREATE TABLE places (
  document TEXT NOT NULL,
  claim TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  plain TEXT NOT NULL,
  country TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  PRIMARY KEY (document, claim, id)
);
CREATE INDEX places_plain ON places (plain);
CREATE INDEX places_lat ON places (lat, lon);

CREATE TABLE actors (
  document TEXT NOT NULL REFERENCES documents (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  aliases TEXT NOT NULL,
  PRIMARY KEY (document, id)
);

-- What people said of claims. `body` is canonical JSON: fields, selector, note; the journal's line holds its SHA-256, so that
-- a deletion can take the words away and leave the line. `undone` is the number of the line that took it back.
CREATE TABLE corrections (
  seq BIGINT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents (id),
  claim TEXT NOT NULL,
  act TEXT NOT NULL,
  body TEXT NOT NULL,
  undone BIGINT
);
CREATE INDEX corrections_document ON corrections (document, seq);
