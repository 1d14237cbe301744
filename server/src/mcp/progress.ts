import type { ServerContext } from '@modelcontextprotocol/server'
import { SECOND } from '../kernel/time.ts'

/**
 * Reports each second that a call takes, if its client asks for progress. The number is the seconds so far; there is no total, since
 * providers do not say how long they take.
 */
export async function withProgress<T>(
  { mcpReq }: Pick<ServerContext, 'mcpReq'>,
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  const { _meta: meta } = mcpReq
  const progressToken = meta?.progressToken
  if (progressToken === undefined) return work()
  let seconds = 0
  const timer = setInterval(() => {
    seconds += 1
    const params = { progressToken, progress: seconds, message: `${title}: ${seconds} s` }
    // A client that has disconnected needs no progress.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }, SECOND)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
