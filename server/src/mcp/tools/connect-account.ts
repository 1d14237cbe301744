import { z } from 'zod'
import { invalidRequest } from '../../kernel/errors.ts'
import { defineTool } from '../tool.ts'

export const connectAccount = defineTool({
  name: 'connect_account',
  title: 'Connect an account',
  description:
    'Leads the person to the page where they connect an account of a platform, signed in as themselves: in your client, or by a link that you give them. Once they have finished, the other tools work at once.',
  toolset: 'connections',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object({
    provider: z
      .string()
      .max(64)
      .optional()
      .describe('Id of the platform; leave it out to let the person choose, and to be told which there are'),
  }),
  output: z.object({
    connectUrl: z.string(),
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  openWorld: false,
  async answer({ parts: { ports }, client }, { provider }) {
    if (provider !== undefined && !ports.providers.has(provider)) {
      const known = [...ports.providers.keys()].join(', ')
      throw invalidRequest({ pointer: '/platform', detail: `platform is one of ${known}.` })
    }
    const providers = [...ports.providers.values()].map(({ id, name }) => ({ id, name }))
    // No secret and no session in it: the page asks who the person is.
    const connectUrl = `${ports.publicUrl}/connections/new${provider === undefined ? '' : `?provider=${provider}`}`
    if (client.opensLinks && !client.answer)
      return { kind: 'link', message: `Connect ${provider ?? 'an account'}`, url: connectUrl, remember: null }
    const summary = client.answer?.accepted
      ? 'The person has opened the page; whether they have finished, list_connections says.'
      : `The person connects ${provider ?? 'an account'} here: ${connectUrl} Afterwards, call list_connections.`
    return { summary, structured: { connectUrl, providers } }
  },
})
