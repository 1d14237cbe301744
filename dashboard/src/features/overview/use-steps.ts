import { useQuery } from '@tanstack/react-query'
import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { server } from '../../api.ts'
import type { Step } from './first-steps.tsx'

/** The first steps; undefined while they load, and empty if they cannot be read. */
export function useSteps(): readonly Step[] | undefined {
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => server.listOAuthApps({ limit: MAX_PAGE_SIZE }) })
  const connections = useQuery({
    queryKey: ['connections', 'first'],
    queryFn: () => server.listConnections({ limit: 1 }),
  })
  const calls = useQuery({ queryKey: ['calls', 'first'], queryFn: () => server.listCalls({ limit: 1 }) })
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: () => server.listWebhookEndpoints() })
  const assistants = useQuery({ queryKey: ['assistants'], queryFn: server.listAssistants })
  const queries = [apps, connections, calls, webhooks, assistants]
  if (queries.some(({ isPending }) => isPending)) return undefined
  if (queries.some(({ data }) => data === undefined)) return []
  const has = (query: { data: { items: unknown[] } | undefined }): boolean =>
    (query.data?.items.length ?? 0) > 0
  return [
    ['app', '/oauth-apps', has(apps)],
    ['connection', '/connections/new', has(connections)],
    ['call', '/secret-keys', has(calls)],
    ['webhook', '/webhooks', has(webhooks)],
    ['assistant', '/assistants', has(assistants)],
  ]
}
