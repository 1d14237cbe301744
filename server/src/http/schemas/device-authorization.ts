import { z } from 'zod'
import { connection } from './connection.ts'
import { newLabels } from './labels.ts'
import { endUserId, permissions, provider, time } from './values.ts'

export const createDeviceAuthorizationInput = z
  .strictObject({ provider, endUserId, permissions: permissions.optional(), labels: newLabels })
  .meta({ id: 'CreateDeviceAuthorization' })

export const deviceAuthorization = z
  .object({
    deviceCode: z.string().meta({ description: 'For polling.', examples: ['lld_…'] }),
    userCode: z.string().meta({ examples: ['BCDF-GHJK'] }),
    verificationUri: z.string().meta({ examples: ['https://provider.example/activate'] }),
    verificationUriComplete: z.string().nullable(),
    expiresAt: time,
    intervalSeconds: z.number().meta({ description: 'Poll no more often.', examples: [5] }),
  })
  .meta({ id: 'DeviceAuthorization', description: 'What the end user does on another device (RFC 8628).' })

export const pollDeviceAuthorizationInput = z
  .strictObject({ deviceCode: z.string().min(1).max(4096) })
  .meta({ id: 'PollDeviceAuthorization' })

export const polledDeviceAuthorization = z
  .object({
    status: z.enum(['pending', 'completed']),
    connection: connection.nullable().describe('null while it is pending.'),
  })
  .meta({ id: 'PolledDeviceAuthorization' })
