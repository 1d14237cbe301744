import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { LetterlockApiError, type Connection } from '@letterlock/sdk'
import { useState } from 'react'
import { server } from '../../api.ts'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'
import type { ConnectionSearch } from './connection-search.ts'

/** Reads every connection that fits, page by page, and tells how many it has read; null if not all could be read. */
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
      toast(error instanceof LetterlockApiError ? error.message : texts.problem.unreachable.happened, 'lost')
      return null
    } finally {
      setLoaded(null)
    }
  }
  return { loaded, load }
}
