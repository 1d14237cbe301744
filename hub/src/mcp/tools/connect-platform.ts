import { z } from 'zod'
import { HubError } from '../../errors.ts'
import { defineTool } from '../tool.ts'

export const connectPlatform = defineTool({
  name: 'connect_platform',
  title: 'Connect an account',
  description:
    'Answers the page where the person connects an account of a platform, signed in as themselves. Give them the link; once they have finished, the other tools work at once. Nothing is connected by this call.',
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
  async answer({ parts: { ports } }, { platform }) {
    if (platform !== undefined && !ports.providers.has(platform)) {
      const known = [...ports.providers.keys()].join(', ')
      throw new HubError('invalid_request', { facts: { problem: `platform: one of ${known}` } })
    }
    const platforms = [...ports.providers.values()].map(({ id, name }) => ({ id, name }))
    // No secret and no session in it: the page asks who the person is.
    const connectUrl = `${ports.publicUrl}/add${platform === undefined ? '' : `?platform=${platform}`}`
    const text = `The person connects ${platform ?? 'an account'} here: ${connectUrl}\nAfterwards, call connections_status.`
    return { text, structured: { connectUrl, platforms } }
  },
})
