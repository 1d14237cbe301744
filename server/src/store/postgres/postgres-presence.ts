import { randomInt } from 'node:crypto'
import { Client } from 'pg'
import { SECOND } from '../../kernel/time.ts'
import type { Presence } from '../sql/sql.ts'

/** Advisory locks of processes are pairs of integers (PostgreSQL 9.28.10): this and a number of the process. */
const PRESENCE_LOCK = 7_411_004
const CONNECT_AGAIN_MS = SECOND
/** No timeout ends it, and keepalives end it soon after its machine has died. */
const SET_SESSION = `SELECT set_config('statement_timeout', '0', false), set_config('idle_session_timeout', '0', false),
  set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`

/** Holds a lock on a connection of its own, which the database gives back at once when the process has died, however slow it was before. */
export class PostgresPresence implements Presence {
  readonly processNumber = randomInt(1, 2 ** 31)
  readonly #url: string
  #client: Client | undefined
  #connecting: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(url: string) {
    this.#url = url
  }

  begin(): void {
    if (this.#client || this.#connecting || this.#isClosed) return
    const client = (this.#client = new Client({ connectionString: this.#url, keepAlive: true }))
    const again = (): void => {
      if (this.#client !== client) return
      this.#client = undefined
      void client.end().catch(() => undefined)
      if (this.#isClosed) return
      this.#connecting = setTimeout(() => {
        this.#connecting = undefined
        this.begin()
      }, CONNECT_AGAIN_MS).unref()
    }
    client.on('error', again).on('end', again)
    this.#lock(client).catch(again)
  }

  async #lock(client: Client): Promise<void> {
    await client.connect()
    await client.query(SET_SESSION)
    // It waits for the end of a connection of this process that is lost.
    await client.query('SELECT pg_advisory_lock($1, $2)', [PRESENCE_LOCK, this.processNumber])
  }

  isPresent(column: string): string {
    return `EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = ${PRESENCE_LOCK} AND objid = ${column} AND objsubid = 2)`
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#connecting)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }
}
