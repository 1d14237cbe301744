import { z } from 'zod'
import { MAX_OWN_ID_LENGTH } from '../../kernel/limits.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { defineTool } from '../tool.ts'

export const connectAccountTool = defineTool({
  name: 'connect_account',
  title: 'Connect an account',
  description:
    'Opens the page on which the user connects an account, or returns its URL for you to give to them.',
  toolset: 'connections',
  scope: 'connections:read',
  effect: 'read',
  input: z.object({
    provider: z
      .string()
      .max(MAX_OWN_ID_LENGTH)
      .optional()
      .describe('Omit it to let the user choose, and to get the list'),
  }),
  output: z.object({
    connectUrl: z.string(),
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  openWorld: false,
  async answer(context, { provider }) {
    const { client } = context
    if (provider !== undefined && !context.providers.has(provider)) {
      const known = [...context.providers.keys()].join(', ')
      throw invalidRequest({ pointer: '/provider', detail: `provider must be one of ${known}.` })
    }
    const providers = [...context.providers.values()].map(({ id, name }) => ({ id, name }))
    // The URL carries no secret and no session: the page signs the user in.
    const connectUrl = `${context.publicUrl()}/connections/new${provider === undefined ? '' : `?provider=${provider}`}`
    if (client.opensLinks && !client.answer)
      return { kind: 'link', message: `Connect ${provider ?? 'an account'}`, url: connectUrl, remember: null }
    const summary = client.answer?.accepted
      ? 'The user has opened the page. list_connections shows when they have finished.'
      : `The user can connect ${provider ?? 'an account'} here: ${connectUrl} Afterwards, call list_connections.`
    return { summary, structured: { connectUrl, providers } }
  },
})
