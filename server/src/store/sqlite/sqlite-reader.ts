import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { createStatements, resultCodeOf } from './sqlite-statements.ts'
import type { ReaderAnswer, ReaderData, ReaderQuestion } from './sqlite-reader-thread.ts'

/** The reader thread: statements that may read many rows run here, so that the main thread never waits for them. */

const { file, busyTimeoutMs } = workerData as ReaderData
const database = new DatabaseSync(file, { timeout: busyTimeoutMs, readOnly: true })
const prepare = createStatements(database)

function answer({ id, text, values }: ReaderQuestion): ReaderAnswer {
  try {
    return { id, rows: prepare(text).all(...values) }
  } catch (error) {
    return { id, error, errcode: resultCodeOf(error) }
  }
}

parentPort?.on('message', (question: ReaderQuestion | null) => {
  if (question) return parentPort?.postMessage(answer(question))
  database.close()
  parentPort?.close()
})
