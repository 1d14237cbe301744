import { useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { useRef, useState } from 'react'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'
import { ACTIONS, applies, type Action } from './actions.ts'

const AT_ONCE = 4

export interface BulkRun {
  readonly done: number
  readonly total: number
}

/** Runs an action on several connections, a few at a time. It can be stopped; what is done stays done. */
export function useBulk() {
  const queries = useQueryClient()
  const [running, setRunning] = useState<BulkRun | null>(null)
  const stopped = useRef(false)
  const run = async (action: Action, connections: readonly Connection[]): Promise<void> => {
    const waiting = connections.filter((connection) => applies(action, connection))
    const total = waiting.length
    let [done, failed] = [0, 0]
    stopped.current = false
    setRunning({ done, total })
    const work = async (): Promise<void> => {
      for (let next = waiting.pop(); next && !stopped.current; next = waiting.pop()) {
        await ACTIONS[action](next.id).catch(() => (failed += 1))
        done += 1
        setRunning({ done, total })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    setRunning(null)
    toast(texts.bulk.results[action](done - failed), failed === 0 ? 'ok' : 'lost')
    if (failed > 0) toast(texts.bulk.failed(failed), 'lost')
    await queries.invalidateQueries()
  }
  return { running, run, stop: () => (stopped.current = true) }
}
