-- Who may read and write when the record is served. Nothing of this is evidence: no line of the journal, no export and no bundle
-- holds a password or token. The journal says who was given which role, when and by whom.

-- A person. `plain` is the name in lower case: no two names differ only in that. `password` is an argon2id hash. `disabled` is when
-- the person was removed; the row stays, so that what they did is not taken for another's.
CREATE TABLE users (
  plain TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  created TEXT NOT NULL,
  disabled TEXT
);

-- Who is signed in, until when. `hash` is the SHA-256 of what the browser holds.
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  owner TEXT NOT NULL REFERENCES users (plain),
  expires TEXT NOT NULL
);
CREATE INDEX sessions_owner ON sessions (owner);

-- Programs that act for a person. `hash` is the SHA-256 of the token, which was shown once; `used` is when it was used last, to the hour.
CREATE TABLE tokens (
  hash TEXT PRIMARY KEY,
  owner TEXT NOT NULL REFERENCES users (plain),
  name TEXT NOT NULL,
  created TEXT NOT NULL,
  used TEXT,
  UNIQUE (owner, name)
);
