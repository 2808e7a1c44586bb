-- Actors across documents. Everything here follows from the readings and from what people said of actors (lines of the journal
-- about "actors"), whatever the order in which documents came.

-- A form under which somebody appears: kind, name, posts, time, as `profile` says in canonical JSON. `id` is its hash. `plain` holds
-- its names in lower case without accents; `shared` is 0 where one document alone can have it. Forms of one `actor` are one actor.
CREATE TABLE forms (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  plain TEXT NOT NULL,
  shared INTEGER NOT NULL,
  profile TEXT NOT NULL,
  actor TEXT NOT NULL
);
CREATE INDEX forms_actor ON forms (actor);
CREATE INDEX forms_plain ON forms (shared, plain, actor);

-- What a form shares with others that may be the same: only those are compared.
CREATE TABLE form_keys (
  key TEXT NOT NULL,
  form TEXT NOT NULL,
  PRIMARY KEY (key, form)
);
CREATE INDEX form_keys_form ON form_keys (form);

-- Two forms that are certainly the same, by a key that both have, and why.
CREATE TABLE links (
  key TEXT NOT NULL,
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (key, one, other)
);
CREATE INDEX links_one ON links (one);
CREATE INDEX links_other ON links (other);

-- Which form each actor of a document has. `start` and "end" are those of its fullest name, `posts` the titles that the document
-- gives it, as canonical JSON.
CREATE TABLE members (
  document TEXT NOT NULL REFERENCES documents (id),
  id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  posts TEXT NOT NULL,
  form TEXT NOT NULL,
  PRIMARY KEY (document, id)
);
CREATE INDEX members_form ON members (form);

-- Where an act of a person took hold: the line of the journal, the side of the act, words of a document, and the actor of the
-- document that now has them; empty where none has.
CREATE TABLE anchors (
  line BIGINT NOT NULL,
  side INTEGER NOT NULL,
  document TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  actor TEXT,
  PRIMARY KEY (line, side, document, start, "end")
);
CREATE INDEX anchors_document ON anchors (document, actor);
