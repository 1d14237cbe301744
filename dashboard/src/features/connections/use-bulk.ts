import { useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { useRef, useState } from 'react'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'
import { ACTIONS, applies, type Action } from './actions.ts'

const AT_ONCE = 4

export interface BulkTask {
  readonly run: (id: string) => Promise<unknown>
  readonly applies: (connection: Connection) => boolean
  /** The message at the end. */
  readonly result: (count: number) => string
}

/** An action as a task on several connections. */
export const taskOf = (action: Action): BulkTask => ({
  run: ACTIONS[action],
  applies: (connection) => applies(action, connection),
  result: texts.bulk.results[action],
})

export interface BulkRun {
  readonly done: number
  readonly total: number
}

/** Runs an action on several connections, a few at a time. It can be stopped; completed actions are not undone. */
export function useBulk() {
  const queries = useQueryClient()
  const [running, setRunning] = useState<BulkRun | null>(null)
  const stopped = useRef(false)
  const run = async (task: BulkTask, connections: readonly Connection[]): Promise<void> => {
    const waiting = connections.filter(task.applies)
    const total = waiting.length
    let [done, failed] = [0, 0]
    stopped.current = false
    setRunning({ done, total })
    const work = async (): Promise<void> => {
      for (let next = waiting.pop(); next && !stopped.current; next = waiting.pop()) {
        await task.run(next.id).catch(() => (failed += 1))
        done += 1
        setRunning({ done, total })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    setRunning(null)
    toast(task.result(done - failed), failed === 0 ? 'ok' : 'lost')
    if (failed > 0) toast(texts.bulk.failed(failed), 'lost')
    await queries.invalidateQueries()
  }
  return { running, run, stop: () => (stopped.current = true) }
}
