import { useQuery } from '@tanstack/react-query'
import { server } from '../api.ts'
import { useRole } from '../features/session/me.ts'
import { texts } from '../words/index.ts'

/** A number beside the name of a page. */
export interface NavCount {
  readonly value: number
  readonly tone?: 'lost'
  /** Read out after the number, if it does not count the items of the page. */
  readonly name?: string
}

/** The number of connections, and of failing webhook endpoints. Shares its queries with the pages. */
export function useNavCounts(): Readonly<Record<string, NavCount>> {
  const { isAdmin } = useRole()
  const connections = useQuery({
    queryKey: ['connections', 'counts'],
    queryFn: () => server.countConnections(),
    enabled: isAdmin,
  })
  const webhooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => server.listWebhookEndpoints(),
    enabled: isAdmin,
  })
  const total = connections.data?.total ?? 0
  const failing = (webhooks.data?.items ?? []).filter(
    ({ status, failingSince }) => status === 'disabled' || failingSince !== null,
  ).length
  return {
    ...(total > 0 && { '/connections': { value: total } }),
    ...(failing > 0 && { '/webhooks': { value: failing, tone: 'lost', name: texts.attention.failing } }),
  }
}
