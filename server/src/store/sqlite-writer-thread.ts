import { Worker } from 'node:worker_threads'
import type { Job } from './sql.ts'

/** The writing thread, as the rest of the process sees it. One group at a time. */
export interface WriterThread {
  /** Runs them as one transaction, durable when it resolves; rejects, having changed nothing, when one fails. */
  commit(jobs: readonly Job[]): Promise<unknown[]>
  /** A number that changes when another process has written. */
  changesElsewhere(): number
  close(): Promise<void>
}

export interface WriterData {
  readonly file: string
  readonly busyTimeoutMs: number
  /** One Int32 that both threads see. */
  readonly changes: SharedArrayBuffer
}

export type WriterAnswer =
  | { readonly results: unknown[] }
  /** An error loses its own members on the way from thread to thread. */
  | { readonly error: Error; readonly errcode: number | undefined }

/** There is nobody to write any more. */
export class WriterEndedError extends Error {
  override readonly name = 'WriterEndedError'
}

/** It runs little code: with the usual bounds it would take several times the memory. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32, stackSizeMb: 1 }

interface Waiting {
  resolve(results: unknown[]): void
  reject(reason: unknown): void
}

export function startWriterThread(file: string, busyTimeoutMs: number): WriterThread {
  const changes = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const changesElsewhere = new Int32Array(changes)
  const workerData: WriterData = { file, busyTimeoutMs, changes }
  const worker = new Worker(new URL('./sqlite-writer.ts', import.meta.url), {
    workerData,
    resourceLimits: RESOURCE_LIMITS,
  })
  // It keeps the process alive only while somebody waits for it.
  worker.unref()
  let waiting: Waiting | undefined
  let ended: Error | undefined

  worker.on('message', (answer: WriterAnswer) => {
    const told = waiting
    waiting = undefined
    worker.unref()
    if ('results' in answer) told?.resolve(answer.results)
    else told?.reject(Object.assign(answer.error, { errcode: answer.errcode }))
  })
  // Without its writer the store refuses every write, and the hub says that it is not ready.
  const end = (error: Error): void => {
    ended ??= error
    waiting?.reject(ended)
  }
  worker.on('error', end)
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      end(new WriterEndedError('the thread that writes to the database has ended'))
      resolve()
    })
  })

  return {
    commit: (jobs) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        waiting = { resolve, reject }
        worker.ref()
        worker.postMessage(jobs)
      }),
    changesElsewhere: () => Atomics.load(changesElsewhere, 0),
    async close() {
      worker.ref()
      if (!ended) worker.postMessage(null)
      await exited
    },
  }
}
