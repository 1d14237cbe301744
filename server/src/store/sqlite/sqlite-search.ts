import type { DatabaseSync } from 'node:sqlite'
import type { Sql } from '../sql/sql.ts'

/**
 * A trigram index finds any part of a text that has three characters or more (sqlite.org/fts5.html#the_trigram_tokenizer). With
 * `secure-delete`, no part of a deleted text stays in the file.
 */
const CREATE = `
  CREATE VIRTUAL TABLE connection_search USING fts5 (
    search_text, content = 'connection_listings', content_rowid = 'number', tokenize = 'trigram', columnsize = 0);
  INSERT INTO connection_search (connection_search, rank) VALUES ('secure-delete', 1);
  INSERT INTO connection_search (connection_search) VALUES ('rebuild');
  CREATE TRIGGER connection_search_insert AFTER INSERT ON connection_listings BEGIN
    INSERT INTO connection_search (rowid, search_text) VALUES (new.number, new.search_text);
  END;
  CREATE TRIGGER connection_search_delete AFTER DELETE ON connection_listings BEGIN
    INSERT INTO connection_search (connection_search, rowid, search_text) VALUES ('delete', old.number, old.search_text);
  END;
  CREATE TRIGGER connection_search_update AFTER UPDATE OF search_text ON connection_listings
    WHEN old.search_text <> new.search_text BEGIN
    INSERT INTO connection_search (connection_search, rowid, search_text) VALUES ('delete', old.number, old.search_text);
    INSERT INTO connection_search (rowid, search_text) VALUES (new.number, new.search_text);
  END;`

export const SQLITE_SEARCH: Sql['search'] = {
  from: 'connection_search JOIN connection_listings AS listing ON listing.number = connection_search.rowid',
  text: 'connection_search.search_text',
  number: 'connection_search.rowid',
}

/** Creates the index of a new database, or of one that another program has migrated. Call it inside a transaction. */
export function createSearch(database: DatabaseSync): void {
  if (!hasSearch(database)) database.exec(CREATE)
}

/** Whether the database has the index of the full-text search. */
export function hasSearch(database: DatabaseSync): boolean {
  return (
    database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'connection_search_update'").get() !==
    undefined
  )
}
