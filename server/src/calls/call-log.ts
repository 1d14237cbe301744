import { inPieces } from '../kernel/in-pieces.ts'
import { poll } from '../kernel/poll.ts'
import { HOUR, SECOND } from '../kernel/time.ts'
import type { CallRecord } from './call-record.ts'
import { CallSample } from './call-sample.ts'
import type { Call, CallTotals } from './call.ts'
import type { CallsContext } from './context.ts'
import { HourTable } from './hour-table.ts'

/** Calls are written once a second, off the path of the calls. */
const WRITE_EVERY_MS = SECOND
/** Totals change with every call of a connection, so they wait longer: one write replaces many. */
const TOTALS_EVERY_MS = 30 * SECOND
/** Rows per transaction: other writes and requests wait for these only, not for the rows of all connections. */
const ROWS_AT_ONCE = 100
const WRITE_FAILURE = 'writing the log of calls failed'
/** Writes early at this size, so that memory stays bounded. */
const MAX_CONNECTIONS = 10_000
const MAX_UNWRITTEN = 2 * MAX_CONNECTIONS
/** Far more connections than are erased during one call. */
const MAX_FORGOTTEN = 10_000

/** Logs calls in groups; above a rate, a random sample of them. The totals per hour count every call, unless writing fails for hours. */
export interface CallLog {
  /** Whether calls are logged. */
  readonly isOn: boolean
  /** @param statusCode what the client received; null if it had disconnected */
  add(record: CallRecord, statusCode: number | null): void
  /** Writes the calls that wait, such as before the log is read. */
  flush(): Promise<void>
  /** For erased connections: never writes anything about them again, neither waiting calls nor calls that have not ended. */
  forget(connectionIds: readonly string[]): Promise<void>
  stop(): Promise<void>
}

export interface CallLogOptions {
  /** Calls per second that are logged; beyond it, a sample of this size. 0: neither calls nor totals are logged. */
  readonly maxPerSecond: number
}

/** Starts the log of calls. */
export function startCallLog(context: CallsContext, { maxPerSecond }: CallLogOptions): CallLog {
  if (maxPerSecond === 0) return NO_CALL_LOG
  const { store, now, log } = context
  const sample = new CallSample(maxPerSecond)
  const totals = createTotals((complete) => void write([], complete))
  /** Totals of failed writes; they are written again, up to a maximum number. */
  let unwritten: readonly CallTotals[] = []
  const { forget, isKept } = createForgotten()
  let writing = Promise.resolve()
  /**
   * Writes one after the other. Never rejects.
   * @param counted null: totals wait for a later write
   */
  const write = (calls: readonly Call[], counted: readonly CallTotals[] | null): Promise<void> =>
    (writing = writing.then(() => record(calls, counted)))
  const record = async (calls: readonly Call[], counted: readonly CallTotals[] | null): Promise<void> => {
    // Filtered only now: a connection may have been erased while the write waited for its turn.
    const kept = calls.filter(isKept)
    let due = counted === null ? [] : [...unwritten, ...counted].filter(isKept)
    if (counted !== null) unwritten = []
    try {
      for (const piece of inPieces(kept, ROWS_AT_ONCE)) await store.calls.record(piece, [])
      while (due.length > 0) {
        await store.calls.record([], due.slice(0, ROWS_AT_ONCE))
        due = due.slice(ROWS_AT_ONCE)
      }
    } catch (error) {
      log.error({ err: error, lineCount: kept.length }, WRITE_FAILURE)
      unwritten = bounded([...unwritten, ...due], log)
    }
  }
  const writeNext = (withTotals: boolean): Promise<void> =>
    write(sample.take(), withTotals ? totals.take() : null)
  const polls = [
    poll(() => writeNext(false), { everyMs: WRITE_EVERY_MS, log, failure: WRITE_FAILURE }),
    poll(() => writeNext(true), { everyMs: TOTALS_EVERY_MS, log, failure: WRITE_FAILURE }),
  ]
  return {
    isOn: true,
    add(record, statusCode) {
      record.close(statusCode, now().getTime())
      sample.add(record)
      totals.count(record)
    },
    flush: () => writeNext(true),
    async forget(connectionIds) {
      forget(connectionIds)
      // Finishes the writes before it, so that their rows can be deleted.
      await writeNext(true)
    },
    async stop() {
      await Promise.all(polls.map((each) => each.stop()))
      await writeNext(true)
    },
  }
}

/** @param write called with the totals when an hour is over, or when there are `MAX_CONNECTIONS` of them */
function createTotals(write: (complete: readonly CallTotals[]) => void) {
  let table = new HourTable(0)
  const take = (): readonly CallTotals[] => {
    const taken = table.totals()
    table = new HourTable(table.hour)
    return taken
  }
  return {
    take,
    count(record: CallRecord): void {
      const { connectionId, endedAt } = record
      if (connectionId === null) return
      const isOfThisHour = endedAt >= table.hour && endedAt < table.hour + HOUR
      if (!isOfThisHour || table.size >= MAX_CONNECTIONS) {
        if (table.size > 0) write(take())
        table = new HourTable(endedAt - (endedAt % HOUR))
      }
      table.add(connectionId, record)
    },
  }
}

function bounded(totals: readonly CallTotals[], log: CallsContext['log']): readonly CallTotals[] {
  const droppedCount = totals.length - MAX_UNWRITTEN
  if (droppedCount > 0) log.error({ droppedCount }, 'totals of calls that could not be written are dropped')
  return totals.slice(0, MAX_UNWRITTEN)
}

interface Forgotten {
  readonly forget: (connectionIds: readonly string[]) => void
  readonly isKept: (of: { readonly connectionId: string | null }) => boolean
}

/** The connections that were erased most recently. */
function createForgotten(): Forgotten {
  const forgotten = new Set<string>()
  return {
    forget(connectionIds) {
      for (const id of connectionIds) forgotten.add(id)
      for (const id of forgotten) {
        if (forgotten.size <= MAX_FORGOTTEN) break
        forgotten.delete(id)
      }
    },
    isKept: ({ connectionId }) => connectionId === null || !forgotten.has(connectionId),
  }
}

const NO_CALL_LOG: CallLog = {
  isOn: false,
  add: () => undefined,
  flush: async () => undefined,
  forget: async () => undefined,
  stop: async () => undefined,
}
