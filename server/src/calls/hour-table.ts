import type { CallRecord } from './call-record.ts'
import { isFailed, type CallTotals } from './call.ts'

/** The columns of a row. */
const CALLS = 0
const ERRORS = 1
const DURATION = 2
const MAX_DURATION = 3
const PROVIDER_DURATION = 4
const WIDTH = 5

const FIRST_ROWS = 64

/**
 * The totals of each connection in one hour. Every call changes a row, so a row is five adjacent numbers of one array: with an object for
 * each row, reading it from memory would cost more than the addition.
 */
export class HourTable {
  /** The start of the hour, in epoch milliseconds. */
  readonly hour: number
  readonly #rows = new Map<string, number>()
  readonly #workspaceIds: string[] = []
  #cells = new Float64Array(FIRST_ROWS * WIDTH)

  constructor(hour: number) {
    this.hour = hour
  }

  /** The number of connections. */
  get size(): number {
    return this.#workspaceIds.length
  }

  add(connectionId: string, record: CallRecord): void {
    const row = this.#rows.get(connectionId) ?? this.#newRow(connectionId, record)
    const { durationMs, providerDurationMs } = record
    this.#increase(row + CALLS, 1)
    if (isFailed(record)) this.#increase(row + ERRORS, 1)
    this.#increase(row + DURATION, durationMs)
    this.#increase(row + PROVIDER_DURATION, providerDurationMs)
    if (durationMs > (this.#cells[row + MAX_DURATION] ?? 0)) this.#cells[row + MAX_DURATION] = durationMs
  }

  totals(): CallTotals[] {
    const { hour } = this
    const cells = this.#cells
    return Array.from(this.#rows, ([connectionId, row]) => ({
      workspaceId: this.#workspaceIds[row / WIDTH] ?? '',
      connectionId,
      hour,
      callCount: cells[row + CALLS] ?? 0,
      errorCount: cells[row + ERRORS] ?? 0,
      durationMs: cells[row + DURATION] ?? 0,
      maxDurationMs: cells[row + MAX_DURATION] ?? 0,
      providerDurationMs: cells[row + PROVIDER_DURATION] ?? 0,
    }))
  }

  #increase(cell: number, by: number): void {
    this.#cells[cell] = (this.#cells[cell] ?? 0) + by
  }

  /** Returns the index of its first cell. */
  #newRow(connectionId: string, { started }: CallRecord): number {
    const row = this.size * WIDTH
    if (row === this.#cells.length) {
      const cells = new Float64Array(2 * row)
      cells.set(this.#cells)
      this.#cells = cells
    }
    this.#rows.set(connectionId, row)
    this.#workspaceIds.push(started.principal.workspaceId)
    return row
  }
}
