import { z } from 'zod'
import { toConnectionResponse } from '../../connections/to-connection-response.ts'
import { CONNECTIONS_VIEW } from '../app-views/app-views.ts'
import { firstConnections, type Asking } from '../choose-connection.ts'
import { defineTool } from '../tool.ts'

const connected = z.object({
  name: z.string(),
  id: z.string(),
  provider: z.string(),
  accountName: z.string(),
  status: z.string(),
  detail: z.string(),
  nextStep: z.string().nullable(),
  activeCredential: z.enum(['oauth', 'api_key']).nullable(),
})

/** Maximum number of listed connections. Others are used by a name or ID that is known from elsewhere. */
const MAX_LISTED = 50

export const listConnectionsTool = defineTool({
  name: 'list_connections',
  title: 'List connections',
  description:
    'Lists the connections to email marketing accounts, with the name that other tools take, and whether each works. Start here.',
  toolset: 'connections',
  scope: 'connections:read',
  effect: 'read',
  // Strict converters take an object without parameters only if it is closed.
  input: z.strictObject({}),
  output: z.object({ connections: z.array(connected), connectUrl: z.string() }),
  view: CONNECTIONS_VIEW,
  openWorld: false,
  async answer(context) {
    const { connections, connectUrl, more } = await listedConnections(context)
    const summary =
      connections.length === 0
        ? `No account is connected. The user can connect one at ${connectUrl}; then try again.`
        : `${more ? `The first ${connections.length} of many: ` : ''}${countByStatus(connections)}. Connect another at ${connectUrl}.`
    return { summary, structured: { connections, connectUrl } }
  },
})

/** The connections as the principal reads them. @param context with the principal who reads */
export async function listedConnections(context: Asking) {
  const { connections: first, more } = await firstConnections(context, MAX_LISTED)
  const connections = first.map(({ name, connection }) => {
    const { id, provider, account, status, detail, nextStep, activeCredential } = toConnectionResponse(
      context,
      connection,
    )
    return { name, id, provider, accountName: account.name, status, detail, nextStep, activeCredential }
  })
  return { connections, more, connectUrl: `${context.publicUrl()}/connections/new` }
}

/** Such as “3 connected, 1 disconnected”. */
function countByStatus(connections: readonly { readonly status: string }[]): string {
  return [...Map.groupBy(connections, ({ status }) => status)]
    .map(([status, { length }]) => `${length} ${status.replaceAll('_', ' ')}`)
    .join(', ')
}
