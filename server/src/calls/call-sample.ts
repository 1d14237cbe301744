import { newId } from '../kernel/id.ts'
import type { CallRecord } from './call-record.ts'
import type { Call } from './call.ts'
import { loggablePath } from './loggable-path.ts'

/** Reservoir sampling: of the calls between two `take`s, each is kept with the same probability. */
export class CallSample {
  readonly #maxCount: number
  #records: CallRecord[] = []
  #seen = 0

  constructor(maxCount: number) {
    this.#maxCount = maxCount
  }

  add(record: CallRecord): void {
    const index =
      this.#seen++ < this.#maxCount ? this.#records.length : Math.floor(Math.random() * this.#seen)
    if (index < this.#maxCount) this.#records[index] = record
  }

  /** The rows of the sample since the last `take`. Rows are created only now, not for each call. */
  take(): Call[] {
    const records = this.#records
    this.#records = []
    this.#seen = 0
    return records.map(toCall)
  }
}

function toCall(record: CallRecord): Call {
  const { principal, type, requestId, operation, method, path } = record.started
  const durationMs = Math.round(record.durationMs)
  return {
    // Ordered by end, so that a reader who follows the log misses no call.
    id: newId('call', new Date(record.endedAt)),
    workspaceId: principal.workspaceId,
    type,
    startedAt: record.endedAt - durationMs,
    requestId,
    principalType: principal.kind,
    principalId: principal.principalId,
    connectionId: record.connectionId,
    operation,
    method,
    path: loggablePath(path),
    statusCode: record.statusCode,
    errorCode: record.errorCode,
    durationMs,
    providerDurationMs: Math.round(record.providerDurationMs),
    providerRequestCount: record.providerRequestCount,
    retryCount: record.retryCount,
    requestBytes: record.requestBytes,
    responseBytes: record.responseBytes,
    credential: record.credential,
  }
}
