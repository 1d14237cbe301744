/** The part of a database driver that is needed. */
interface Writes {
  write(
    statements: readonly { readonly text: string; readonly values: readonly (number | string)[] }[],
  ): Promise<boolean>
}

/** The size of a large database. Times are epoch milliseconds. */
export interface SeededRows {
  readonly workspaceId: string
  /** The provider of every other connection. */
  readonly provider: string
  readonly connections: number
  readonly events: number
}

const ROWS_PER_WRITE = 20_000

/** The numbers of one write, in both databases. */
const NUMBERS =
  'WITH RECURSIVE numbers (i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < CAST($2 AS BIGINT))'

/** A rare word, one in half of the rows, and the given one. */
const PROVIDER = `CASE WHEN i % 1000 = 0 THEN 'rare' WHEN i % 2 = 0 THEN 'even' ELSE CAST($4 AS TEXT) END`
const STATUS = `CASE WHEN i % 100 = 7 THEN 'expiring_soon' WHEN i % 50 = 3 THEN 'disconnected' ELSE 'connected' END`

/** The ID of a row in SQL, from its number. */
const idOf = (prefix: string, number: string): string =>
  `'${prefix}_' || substr('${'0'.repeat(26)}' || CAST(${number} AS TEXT), length(CAST(${number} AS TEXT)) + 1)`

/** The ID of the row with this number. */
export const seededId = (prefix: 'conn' | 'evt', number: number): string =>
  `${prefix}_${String(number).padStart(26, '0')}`

const CONNECTION_ID = idOf('conn', 'i')
const END_USER_ID = `'user' || CAST(i AS TEXT)`

const CONNECTIONS = `${NUMBERS} INSERT INTO connections (id, workspace_id, provider, end_user_id, account_id, account, permissions,
    token_set_version, refresh_type, oauth_reason, fencing_token, health, listed_status, is_simulated, row_version, connected_at, created_at)
  SELECT ${CONNECTION_ID}, $3, ${PROVIDER}, ${END_USER_ID}, 'acc' || i,
    '{"id":"acc' || i || '","name":"Bakery ' || i || '","email":"owner' || i || '@shop.example","dataCenter":null,"apiBaseUrl":"https://api.example"}',
    '{"audiences":"write","campaigns":"write","reports":"read","send":false}', 1, 'none',
    CASE WHEN i % 50 = 3 THEN 'expired' END, 0, '{}', ${STATUS}, 1, 1, 0, 0 FROM numbers`

const LISTINGS = `${NUMBERS} INSERT INTO connection_listings (connection_id, workspace_id, provider, end_user_id, status, slug, search_text)
  SELECT ${CONNECTION_ID}, $3, ${PROVIDER}, ${END_USER_ID}, ${STATUS}, 'bakery-' || i || '-' || ${PROVIDER},
    'bakery ' || i || ' owner' || i || '@shop.example acc' || i || ' user' || i FROM numbers`

const EVENTS = `${NUMBERS} INSERT INTO events (id, workspace_id, connection_id, type, actor_id, actor_type, data, is_pending, occurred_at)
  SELECT ${idOf('evt', 'i')}, $3, ${idOf('conn', '(i % $4)')},
    CASE WHEN i % 1000 = 1 THEN 'connection.created' WHEN i % 3 = 0 THEN 'token.retrieved' ELSE 'connection.token_refreshed' END,
    CASE WHEN i % 1000 = 1 THEN 'usr_1' WHEN i % 3 = 0 THEN 'key_1' ELSE 'system' END, 'system', '{}', 0, i FROM numbers`

/** Writes rows with plain statements: saving as many through the server would take hours. The workspace must exist. */
export async function seedRows(
  sql: Writes,
  { workspaceId, provider, connections, events }: SeededRows,
): Promise<void> {
  const insert = async (text: string, count: number, more: readonly (number | string)[]): Promise<void> => {
    for (let from = 1; from <= count; from += ROWS_PER_WRITE) {
      const to = Math.min(count, from + ROWS_PER_WRITE - 1)
      await sql.write([{ text, values: [from, to, workspaceId, ...more] }])
    }
  }
  await insert(CONNECTIONS, connections, [provider])
  await insert(LISTINGS, connections, [provider])
  await insert(EVENTS, events, [Math.max(1, connections)])
}
