import { newId } from '../kernel/id.ts'
import { poll } from '../kernel/poll.ts'
import { HOUR, SECOND } from '../kernel/time.ts'
import type { CallRecord } from './call-record.ts'
import { isFailed, type Call, type CallTotals } from './call.ts'
import type { CallsContext } from './context.ts'
import { loggablePath } from './loggable-path.ts'

/** Calls are written once a second, off the path of the calls. */
const WRITE_EVERY_MS = SECOND
/** Totals change with every call of a connection, so they wait longer: one write replaces many. */
const TOTALS_EVERY_MS = 30 * SECOND
const WRITE_FAILURE = 'writing the log of calls failed'
/** Writes early at this size, so that memory stays bounded. */
const MAX_CONNECTIONS = 10_000
const MAX_UNWRITTEN = 2 * MAX_CONNECTIONS
/** Far more than are erased while a call runs. */
const MAX_FORGOTTEN = 10_000

/** Logs calls in groups; above a rate, a random sample of them. The totals per hour count every call. */
export interface CallLog {
  /** @param statusCode what the client received; null if it had disconnected */
  add(record: CallRecord, statusCode: number | null): void
  /** Writes what is waiting, such as before the log is read. */
  flush(): Promise<void>
  /** Never writes anything of these connections again, which are erased: neither what is waiting nor calls that have not ended. */
  forget(connectionIds: readonly string[]): Promise<void>
  stop(): Promise<void>
}

export interface CallLogOptions {
  /** Calls per second that are logged; beyond it, a sample of this size. 0: neither calls nor totals are logged. */
  readonly maxPerSecond: number
}

export function startCallLog(context: CallsContext, { maxPerSecond }: CallLogOptions): CallLog {
  if (maxPerSecond === 0) return NO_CALL_LOG
  const { store, now, log } = context
  const sample = createSample(maxPerSecond)
  let totals = new Map<string, Totals>()
  /** Of writes that failed; written again, since totals are promised to be true. */
  let unwritten: readonly CallTotals[] = []
  let hour = 0
  const { forget, isKept } = createForgotten()

  const count = (record: CallRecord, statusCode: number | null, at: number): void => {
    const { connectionId, started } = record
    if (connectionId === null) return
    // What belongs to the hour before is written first.
    if (at - hour >= HOUR || at < hour) {
      if (totals.size > 0) void write(true)
      hour = at - (at % HOUR)
    }
    let total = totals.get(connectionId)
    if (!total) {
      if (totals.size >= MAX_CONNECTIONS) void write(true)
      totals.set(connectionId, (total = new Totals(started.principal.workspaceId, connectionId, hour)))
    }
    total.add(record, statusCode)
  }
  const write = async (withTotals: boolean): Promise<void> => {
    const calls = sample.take().filter(isKept)
    const counted = withTotals ? [...unwritten, ...totals.values()].filter(isKept) : []
    if (withTotals) {
      totals = new Map()
      unwritten = []
    }
    if (calls.length === 0 && counted.length === 0) return
    await store.calls.record(calls, counted).catch((error: unknown) => {
      log.error({ err: error, lineCount: calls.length }, WRITE_FAILURE)
      unwritten = [...unwritten, ...counted].slice(0, MAX_UNWRITTEN)
    })
  }
  let writing = Promise.resolve()
  const writeNext = (withTotals: boolean): Promise<void> => (writing = writing.then(() => write(withTotals)))
  const polls = [
    poll(() => writeNext(false), { everyMs: WRITE_EVERY_MS, log, failure: WRITE_FAILURE }),
    poll(() => writeNext(true), { everyMs: TOTALS_EVERY_MS, log, failure: WRITE_FAILURE }),
  ]
  return {
    add(record, statusCode) {
      const at = now().getTime()
      sample.add(record, statusCode, at)
      count(record, statusCode, at)
    },
    flush: () => writeNext(true),
    async forget(connectionIds) {
      forget(connectionIds)
      // What was being written is written before it is deleted.
      await writeNext(true)
    },
    async stop() {
      await Promise.all(polls.map((each) => each.stop()))
      await writeNext(true)
    },
  }
}

interface Sample {
  readonly add: (record: CallRecord, statusCode: number | null, endedAt: number) => void
  /** The calls since it was taken before. */
  readonly take: () => Call[]
}

/** Reservoir sampling: of the calls of a second, each is kept with the same probability. */
function createSample(maxCount: number): Sample {
  let calls: Call[] = []
  let seen = 0
  return {
    add(record, statusCode, endedAt) {
      const place = seen++ < maxCount ? calls.length : Math.floor(Math.random() * seen)
      if (place < maxCount) calls[place] = toCall(record, statusCode, endedAt)
    },
    take() {
      const taken = calls
      calls = []
      seen = 0
      return taken
    },
  }
}

interface Forgotten {
  readonly forget: (connectionIds: readonly string[]) => void
  readonly isKept: (of: { readonly connectionId: string | null }) => boolean
}

/** The connections that were erased last. */
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
  add: () => undefined,
  flush: async () => undefined,
  forget: async () => undefined,
  stop: async () => undefined,
}

class Totals implements CallTotals {
  readonly workspaceId: string
  readonly connectionId: string
  readonly hour: number
  callCount = 0
  errorCount = 0
  durationMs = 0
  maxDurationMs = 0
  providerDurationMs = 0

  constructor(workspaceId: string, connectionId: string, hour: number) {
    this.workspaceId = workspaceId
    this.connectionId = connectionId
    this.hour = hour
  }

  add(record: CallRecord, statusCode: number | null): void {
    const { durationMs, errorCode } = record
    this.callCount++
    if (isFailed({ statusCode, errorCode })) this.errorCount++
    this.durationMs += durationMs
    this.providerDurationMs += record.providerDurationMs
    if (durationMs > this.maxDurationMs) this.maxDurationMs = durationMs
  }
}

function toCall(record: CallRecord, statusCode: number | null, endedAt: number): Call {
  const { started, durationMs } = record
  const { principal, type, requestId, operation, method, path } = started
  const startedAt = endedAt - Math.round(durationMs)
  return {
    // By the end, so that a reader who follows the log misses none.
    id: newId('call', new Date(endedAt)),
    workspaceId: principal.workspaceId,
    type,
    startedAt,
    requestId,
    principalType: principal.kind,
    principalId: principal.principalId,
    connectionId: record.connectionId,
    operation,
    method,
    path: loggablePath(path),
    statusCode,
    errorCode: record.errorCode,
    durationMs: Math.round(durationMs),
    providerDurationMs: Math.round(record.providerDurationMs),
    providerRequestCount: record.providerRequestCount,
    retryCount: record.retryCount,
    requestBytes: record.requestBytes,
    responseBytes: record.responseBytes,
    credential: record.credential,
  }
}
