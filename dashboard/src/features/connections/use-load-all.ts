import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import type { Connection } from '@letterlock/sdk'
import { useState } from 'react'
import { server } from '../../api.ts'
import { toastProblem } from '../../ui/toast-problem.ts'
import type { ConnectionSearch } from './connection-search.ts'

/** Reads all matching connections, page by page, and reports its progress; null if not all could be read. */
export function useLoadAll(filter: ConnectionSearch) {
  const [loaded, setLoaded] = useState<number | null>(null)
  const load = async (): Promise<readonly Connection[] | null> => {
    const all: Connection[] = []
    setLoaded(0)
    try {
      for (let cursor: string | null | undefined; cursor !== null; setLoaded(all.length)) {
        const page = await server.listConnections({ ...filter, limit: MAX_PAGE_SIZE, cursor })
        all.push(...page.items)
        cursor = page.nextCursor
      }
      return all
    } catch (error) {
      toastProblem(error)
      return null
    } finally {
      setLoaded(null)
    }
  }
  return { loaded, load }
}
