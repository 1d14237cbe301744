import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Write, SqlValue, Statement } from '../sql/sql.ts'

/** The writer thread. It commits one group at a time. */
export interface WriterThread {
  /** Runs the writes as one transaction, durable when it resolves; rejects without any change if one fails. */
  commit(writes: readonly Write[]): Promise<unknown[]>
  /** A number that changes when another process has written. */
  changesElsewhere(): number
  close(): Promise<void>
}

export interface WriterData {
  readonly file: string
  readonly busyTimeoutMs: number
  /** One number, shared by both threads: it changes when another process has written. */
  readonly changes: Int32Array
  /** One number, shared by both threads: how many groups are committed. */
  readonly commits: Int32Array
}

/** A message to the thread. Each SQL text is sent once, and afterwards its number: texts are most of what is copied between threads. */
export interface WriterRequest {
  /** The texts that the thread does not know yet; their numbers continue those of the earlier ones. */
  readonly texts: readonly string[]
  readonly writes: readonly NumberedWrite[]
}

export interface NumberedWrite {
  readonly kind: Write['kind']
  readonly statements: readonly NumberedStatement[]
}

export interface NumberedStatement {
  readonly text: number
  readonly values: readonly SqlValue[]
  readonly mustChange: boolean
  readonly erases: boolean
}

/** The results of a group, sent before its commit and valid only if it succeeds. */
export interface WriterResults {
  readonly results: unknown[]
}

export type WriterAnswer =
  | 'committed'
  /** Errors lose their own members when they pass between threads. */
  | { readonly error: Error; readonly errcode: number | undefined }

/** The writer or reader thread has ended. */
export class ThreadEndedError extends Error {
  override readonly name = 'ThreadEndedError'
}

/**
 * The thread runs little code; with the default limits it would use several times the memory. Modules of `--import`, such as a monitoring
 * agent, are not loaded again: that would be a quarter of the work of a start.
 */
export const THREAD_OPTIONS = {
  resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32, stackSizeMb: 1 },
  execArgv: [],
}

interface Waiting {
  /** How many groups were committed before. */
  readonly commitsBefore: number
  results?: unknown[]
  resolve(results: unknown[]): void
  reject(reason: unknown): void
}

/**
 * Starts the thread that writes to the file. If it ends, for example when it runs out of memory, committed groups are reported as such, and
 * the others are rejected, because SQLite has rolled them back. The next write starts another thread.
 * @param busyTimeoutMs how long a write waits for another process that has locked the file
 */
export function startWriterThread(file: string, busyTimeoutMs: number): WriterThread {
  const changes = newSharedNumber()
  const commits = newSharedNumber()
  const workerData: WriterData = { file, busyTimeoutMs, changes, commits }
  let waiting: Waiting | undefined
  let running: RunningWriter | undefined
  let isClosed = false

  const start = (): RunningWriter => {
    const worker = new Worker(new URL(`./sqlite-writer${extname(import.meta.url)}`, import.meta.url), {
      workerData,
      ...THREAD_OPTIONS,
    })
    // The thread keeps the process alive only while a commit waits.
    worker.unref()
    worker.on('message', (answer: WriterAnswer | WriterResults) => {
      if (typeof answer === 'object' && 'results' in answer) {
        if (waiting) waiting.results = answer.results
        return
      }
      const answered = waiting
      waiting = undefined
      worker.unref()
      if (answer === 'committed') answered?.resolve(answered.results ?? [])
      else answered?.reject(Object.assign(answer.error, { errcode: answer.errcode }))
    })
    let cause: unknown
    worker.on('error', (error) => (cause = error))
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        running = undefined
        const ended = waiting
        waiting = undefined
        if (ended?.results && Atomics.load(commits, 0) !== ended.commitsBefore) ended.resolve(ended.results)
        else ended?.reject(new ThreadEndedError('the writer thread has ended', { cause }))
        resolve()
      })
    })
    return { worker, exited, toRequest: createNumbering() }
  }

  running = start()
  return {
    commit: (writes) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new ThreadEndedError('the writer thread has ended'))
        const { worker, toRequest } = (running ??= start())
        waiting = { commitsBefore: Atomics.load(commits, 0), resolve, reject }
        worker.ref()
        worker.postMessage(toRequest(writes))
      }),
    changesElsewhere: () => Atomics.load(changes, 0),
    async close() {
      isClosed = true
      if (!running) return
      const { worker, exited } = running
      worker.ref()
      worker.postMessage(null)
      await exited
    },
  }
}

const newSharedNumber = (): Int32Array => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

interface RunningWriter {
  readonly worker: Worker
  readonly exited: Promise<void>
  readonly toRequest: (writes: readonly Write[]) => WriterRequest
}

function createNumbering(): (writes: readonly Write[]) => WriterRequest {
  const numbers = new Map<string, number>()
  return (writes) => {
    const texts: string[] = []
    const numbered = ({ text, values, mustChange = false, erases = false }: Statement): NumberedStatement => {
      let number = numbers.get(text)
      if (number === undefined) {
        numbers.set(text, (number = numbers.size))
        texts.push(text)
      }
      return { text: number, values, mustChange, erases }
    }
    return {
      writes: writes.map(({ kind, statements }) => ({ kind, statements: statements.map(numbered) })),
      texts,
    }
  }
}
