import type { Sql } from '../sql/sql.ts'

/**
 * A trigram index finds any part of a text (postgresql.org/docs/15/pgtrgm.html). Since version 13 every user who may create objects in
 * the database may create the extension, if it is installed. Without it, a search reads every connection.
 */
export const CREATE_SEARCH = `DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX IF NOT EXISTS connection_listings_search_text_idx ON connection_listings USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
  RAISE NOTICE 'pg_trgm is not available';
END $$`

export const POSTGRES_SEARCH: Sql['search'] = {
  from: 'connection_listings AS listing',
  text: 'listing.search_text',
  number: 'listing.number',
}
