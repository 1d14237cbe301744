import { z } from 'zod'
import { call } from './call.ts'
import { connection } from './connection.ts'
import { event } from './event.ts'
import { endUserId, id, time } from './values.ts'

const count = z.number().int()

export const endUserExport = z
  .object({
    endUserId,
    exportedAt: time,
    connections: z.array(connection),
    events: z.array(event).describe('Newest first.'),
    calls: z.array(call).describe('Newest first, as far as they are logged.'),
  })
  .meta({
    id: 'EndUserExport',
    description: 'Everything that is stored about an end user, without credentials.',
  })

export const endUserErasure = z
  .object({
    id: id('evt').describe('Of the event `end_user.erased`, which stays.'),
    endUserId,
    erasedAt: time,
    connections: z.array(
      z.object({
        id: id('conn'),
        deletedCredentials: z.array(z.enum(['oauth', 'api_key'])),
        providerRevocation: z
          .enum(['revoked', 'failed', 'unsupported'])
          .describe(
            'Whether the provider was informed; otherwise the end user removes the authorization at `authorizedAppsUrl`.',
          ),
        authorizedAppsUrl: z.string().nullable(),
      }),
    ),
    connectSessionCount: count.meta({ examples: [1] }),
    callCount: count.meta({ examples: [120] }),
    webhookDeliveryCount: count.meta({ examples: [4] }),
  })
  .meta({ id: 'EndUserErasure', description: 'The receipt of an erasure: what was deleted, and when.' })
