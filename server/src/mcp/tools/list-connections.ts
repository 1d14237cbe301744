import { z } from 'zod'
import { describeConnection } from '../../connections/to-connection-response.ts'
import { firstConnections } from '../choose-connection.ts'
import { defineTool } from '../tool.ts'

const connected = z.object({
  name: z.string(),
  id: z.string(),
  provider: z.string(),
  account: z.string(),
  status: z.string(),
  detail: z.string(),
  action: z.string().nullable(),
  credential: z.enum(['oauth', 'api_key']).nullable(),
})

/** More would say nothing to anybody: whoever has more knows which is meant. */
const MOST = 50

export const connectionsStatus = defineTool({
  name: 'list_connections',
  title: 'Connected accounts',
  description:
    'Lists the e-mail marketing accounts that are connected, with the short name by which the other tools take them, and whether each works. Start here when you do not know which account is meant.',
  toolset: 'connections',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object({}),
  output: z.object({ connections: z.array(connected), connectUrl: z.string() }),
  openWorld: false,
  async answer(context) {
    const { ports } = context.parts
    const first = await firstConnections(context, MOST)
    const connections = first.connections.map(({ name, connection }) => {
      const { id, provider, account, status, detail, action, credential } = describeConnection(
        ports,
        connection,
      )
      return { name, id, provider: provider, account: account.name, status, detail, action, credential }
    })
    const connectUrl = `${ports.publicUrl}/connections/new`
    const count = connections.length
    const summary =
      count === 0
        ? `No account is connected. The person can connect one at ${connectUrl}; then try again.`
        : `${first.more ? `The first ${count} of many` : `${count} connected`}; another can be connected at ${connectUrl}.`
    return { summary, structured: { connections, connectUrl } }
  },
})
