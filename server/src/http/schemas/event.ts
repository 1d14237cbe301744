import { z } from 'zod'
import { EVENT_TYPES } from '../../workspaces/event-types.ts'
import { id, provider, time } from './values.ts'

export const eventConnection = z
  .object({
    id: id('conn'),
    provider: provider.nullable(),
    endUserId: z
      .string()
      .nullable()
      .meta({ examples: ['customer-42'] }),
    accountId: z.string().nullable(),
    accountName: z
      .string()
      .nullable()
      .meta({ examples: ['Ada’s Bakery'] }),
  })
  .meta({
    id: 'EventConnection',
    description: 'As it is now. All but `id` are null once it is deleted.',
  })

export const event = z
  .object({
    id: id('evt'),
    type: z.enum(EVENT_TYPES).meta({ id: 'EventType' }),
    timestamp: time,
    workspaceId: id('ws'),
    actor: z
      .object({
        type: z.enum(['secret_key', 'user', 'assistant', 'system']),
        id: id('usr').nullable().describe('null for `system`.'),
        name: z
          .string()
          .nullable()
          .meta({ description: 'null for `system`, and for one that is deleted.', examples: ['Nina Novak'] }),
      })
      .meta({ id: 'EventActor', description: 'The principal that made the change.' }),
    connection: eventConnection.nullable().describe('null: the event is about none.'),
    data: z.record(z.string(), z.unknown()).describe('Depends on the type.'),
  })
  .meta({ id: 'LetterlockEvent', description: 'One thing that happened in a workspace.' })
