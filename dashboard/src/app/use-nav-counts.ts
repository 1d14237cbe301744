import { useQuery } from '@tanstack/react-query'
import { server } from '../api.ts'
import { useRole } from '../features/session/me.ts'
import { texts } from '../words/index.ts'

/** A number beside the name of a page. */
export interface NavCount {
  readonly value: number
  readonly tone?: 'lost'
  /** Said after the number, where it does not count what the page lists. */
  readonly name?: string
}

/** How many connections there are, and how many webhook endpoints fail. Pages that ask the same share the answers. */
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
