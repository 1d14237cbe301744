import { randomBytes } from 'node:crypto'
import { ProblemError } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import { SECOND } from '../../kernel/time.ts'
import { insertInto } from './columns.ts'
import type { Sql, Statement } from './sql.ts'
import { codeOf } from '../../kernel/code-of.ts'
import { reasonOf } from '../../kernel/reason-of.ts'

const LOOK_AGAIN_MS = SECOND
const RETRY_AFTER_SECONDS = 5

/** The database of a running server, which can be temporarily unavailable. */
export interface WatchedSql extends Sql {
  /** Whether an outage is in progress, as far as known. */
  isAway(): boolean
  /** Milliseconds since the last outage ended; 0 during one, Infinity if there was none. */
  sinceOutageMs(): number
}

/**
 * Logs one line at the start and one at the end of an outage, however many statements fail; each fails with `database_unavailable`. An
 * outage ends with a successful write, because reads also work on a full disk.
 */
export function watchOutages(sql: Sql, log: Log): WatchedSql {
  let since: number | undefined
  let looking: NodeJS.Timeout | undefined
  let endedAt = -Infinity
  let closed = false

  const lookAgain = (): void => {
    if (closed) return
    looking = setTimeout(() => {
      sql.write(writeCheck()).then(end, () => undefined)
      // Scheduled before the check has ended: it may hang on a dead connection while another one succeeds.
      lookAgain()
    }, LOOK_AGAIN_MS)
    looking.unref()
  }
  const begin = (error: unknown): void => {
    if (since !== undefined || closed) return
    since = performance.now()
    log.error(
      { errorDetail: reasonOf(error), cause: codeOf(error) || undefined },
      'database unavailable: requests get 503 until it is available again',
    )
    lookAgain()
  }
  const end = (): void => {
    if (since === undefined) return
    clearTimeout(looking)
    const outageSeconds = Math.round((performance.now() - since) / SECOND)
    since = undefined
    endedAt = performance.now()
    if (!closed) log.warn({ outageSeconds }, 'database available again')
  }
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      // JSON bodies were validated before; a URL, a header or an argument of a tool may still contain such a text.
      if (sql.isUnusableText(error)) throw unusableText(error)
      if (!sql.isOutage(error)) throw error
      begin(error)
      const facts = { retryAfterSeconds: RETRY_AFTER_SECONDS }
      throw new ProblemError('database_unavailable', { cause: error, facts })
    }
  }
  return {
    ...sql,
    one: (text, values) => watched(() => sql.one(text, values)),
    all: (text, values) => watched(() => sql.all(text, values)),
    scan: (text, values) => watched(() => sql.scan(text, values)),
    write: (statements) => watched(() => sql.write(statements)),
    change: (...given) => watched(() => sql.change(...given)),
    isAway: () => since !== undefined,
    sinceOutageMs: () => (since === undefined ? performance.now() - endedAt : 0),
    async close() {
      closed = true
      clearTimeout(looking)
      await sql.close()
    },
  }
}

const unusableText = (cause: unknown): ProblemError =>
  new ProblemError('invalid_request', { facts: { problem: 'A text contains U+0000.' }, cause })

/** About the size of a saved connection. */
const WRITE_CHECK_BYTES = 16 * 1024

/** A write that needs disk space: inserts a row and deletes the older ones. A statement without effect would succeed on a full disk. */
export function writeCheck(): Statement[] {
  const id = randomBytes(8).toString('hex')
  return [
    insertInto('write_checks', { id, content: randomBytes(WRITE_CHECK_BYTES) }),
    { text: 'DELETE FROM write_checks WHERE id <> $1', values: [id] },
  ]
}
