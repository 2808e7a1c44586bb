-- Full text: Porter's stems, accents taken away. Triggers keep the index in step with the tables.
CREATE VIRTUAL TABLE claims_search USING fts5 (
  words, speaker, content = 'claims', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN INSERT INTO claims_search (rowid, words, speaker) VALUES (new.number, new.words, new.speaker); END;
CREATE TRIGGER claims_search_delete AFTER DELETE ON claims BEGIN INSERT INTO claims_search (claims_search, rowid, words, speaker) VALUES ('delete', old.number, old.words, old.speaker); END;
CREATE TRIGGER claims_search_update AFTER UPDATE OF words, speaker ON claims BEGIN INSERT INTO claims_search (claims_search, rowid, words, speaker) VALUES ('delete', old.number, old.words, old.speaker); INSERT INTO claims_search (rowid, words, speaker) VALUES (new.number, new.words, new.speaker); END;

CREATE VIRTUAL TABLE documents_search USING fts5 (
  title, text, content = 'documents', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_search_insert AFTER INSERT ON documents BEGIN INSERT INTO documents_search (rowid, title, text) VALUES (new.number, new.title, new.text); END;
CREATE TRIGGER documents_search_delete AFTER DELETE ON documents BEGIN INSERT INTO documents_search (documents_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END;
