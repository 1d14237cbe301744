import { z } from 'zod'
import { invalidRequest } from '../../errors.ts'
import { defineTool } from '../tool.ts'

export const connectPlatform = defineTool({
  name: 'connect_platform',
  title: 'Connect an account',
  description:
    'Leads the person to the page where they connect an account of a platform, signed in as themselves: in your client, or by a link that you give them. Once they have finished, the other tools work at once.',
  toolset: 'connections',
  right: 'marketing.read',
  effect: 'read',
  input: z.object({
    platform: z
      .string()
      .max(64)
      .optional()
      .describe('Id of the platform; leave it out to let the person choose, and to be told which there are'),
  }),
  output: z.object({
    connectUrl: z.string(),
    platforms: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  openWorld: false,
  async answer({ parts: { ports }, client }, { platform }) {
    if (platform !== undefined && !ports.providers.has(platform)) {
      const known = [...ports.providers.keys()].join(', ')
      throw invalidRequest({ pointer: '/platform', detail: `platform is one of ${known}.` })
    }
    const platforms = [...ports.providers.values()].map(({ id, name }) => ({ id, name }))
    // No secret and no session in it: the page asks who the person is.
    const connectUrl = `${ports.publicUrl}/add${platform === undefined ? '' : `?platform=${platform}`}`
    if (client.opensLinks && !client.answer)
      return { kind: 'link', message: `Connect ${platform ?? 'an account'}`, url: connectUrl, remember: null }
    const summary = client.answer?.accepted
      ? 'The person has opened the page; whether they have finished, connections_status says.'
      : `The person connects ${platform ?? 'an account'} here: ${connectUrl} Afterwards, call connections_status.`
    return { summary, structured: { connectUrl, platforms } }
  },
})
