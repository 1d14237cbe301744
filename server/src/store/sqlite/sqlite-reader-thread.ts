import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SqlValue } from '../sql/sql.ts'
import { THREAD_OPTIONS, ThreadEndedError } from './sqlite-writer-thread.ts'
import { toError } from '../../kernel/to-error.ts'

export interface ReaderData {
  readonly file: string
  readonly busyTimeoutMs: number
}

export interface ReaderQuestion {
  readonly id: number
  readonly text: string
  readonly values: readonly SqlValue[]
}

export type ReaderAnswer =
  | { readonly id: number; readonly rows: unknown[] }
  /** Errors lose their own members when they pass between threads. */
  | { readonly id: number; readonly error: unknown; readonly errcode: number | undefined }

/** The reader thread. It starts with the first statement. */
export interface ReaderThread {
  /** The rows of a statement; one after another. */
  all<T>(text: string, values: readonly SqlValue[]): Promise<T[]>
  close(): Promise<void>
}

interface Waiting {
  resolve(rows: unknown[]): void
  reject(reason: unknown): void
}

export function createSqliteReaderThread(data: ReaderData): ReaderThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let lastId = 0

  const start = (): Worker => {
    const started = new Worker(new URL(`./sqlite-reader${extname(import.meta.url)}`, import.meta.url), {
      workerData: data,
      ...THREAD_OPTIONS,
    })
    // The thread keeps the process alive only while a statement waits.
    started.unref()
    started.on('message', (answer: ReaderAnswer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (waiting.size === 0) started.unref()
      if ('rows' in answer) asked?.resolve(answer.rows)
      else asked?.reject(Object.assign(toError(answer.error), { errcode: answer.errcode }))
    })
    // The next statement starts another thread.
    let cause: unknown
    started.on('error', (error) => (cause = error))
    started.once('exit', () => {
      worker = undefined
      const error = new ThreadEndedError('the reader thread has ended', { cause })
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    })
    return started
  }

  return {
    all: <T>(text: string, values: readonly SqlValue[]) =>
      new Promise<T[]>((resolve, reject) => {
        worker ??= start()
        waiting.set(++lastId, { resolve: (rows) => resolve(rows as T[]), reject })
        worker.ref()
        worker.postMessage({ id: lastId, text, values } satisfies ReaderQuestion)
      }),
    async close() {
      const running = worker
      if (!running) return
      const exited = new Promise((resolve) => void running.once('exit', resolve))
      running.ref()
      running.postMessage(null)
      await exited
    },
  }
}
