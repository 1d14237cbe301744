import type { Connection } from '@letterlock/sdk'
import { server } from '../../api.ts'

/** Actions on connections; each resolves when the server has completed it. */
export const ACTIONS = {
  check: server.checkConnection,
  refresh: server.refreshConnection,
  disconnect: server.disconnectConnection,
  delete: server.deleteConnection,
} satisfies Record<string, (id: string) => Promise<unknown>>

export type Action = keyof typeof ACTIONS

/** Whether an action makes sense for a connection. */
export function applies(action: Action, { activeCredential, nextRefreshAt }: Connection): boolean {
  if (action === 'delete') return true
  return action === 'refresh' ? nextRefreshAt !== null : activeCredential !== null
}
