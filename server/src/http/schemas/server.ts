import { z } from 'zod'
import { time } from './values.ts'

const days = z.number()

export const serverDescription = z
  .object({
    version: z.string().meta({ examples: ['1.0.0'] }),
    simulated: z.boolean().describe('Whether calls go to the sandbox instead of the real providers.'),
    warnings: z
      .array(
        z.object({
          code: z.enum([
            'real_data',
            'sandbox_data',
            'mixed_data',
            'unchecked_contacts',
            'encryption_keys_not_taken',
            'encryption_key_missing',
          ]),
          detail: z.string().meta({
            examples: ['The database has OAuth apps or accounts of real providers.'],
          }),
          nextStep: z.string().meta({ examples: ['Start without --sandbox.'] }),
          facts: z
            .object({
              ids: z.array(z.string()),
              commands: z.array(z.string()),
              count: z.number().int(),
              errorCode: z.string(),
            })
            .partial()
            .describe('What both name, for those who say it in another language.'),
        }),
      )
      .describe('What needs the attention of its operator.'),
    database: z.object({
      name: z.string().meta({ examples: ['SQLite'] }),
      isShared: z.boolean().describe('Whether several servers can work with it.'),
    }),
    deliveries: z.object({
      waitingCount: z
        .number()
        .int()
        .meta({
          description: 'How many events the webhook endpoints of the workspace have not accepted yet.',
          examples: [0],
        }),
    }),
    retention: z
      .object({
        eventDays: days.meta({ examples: [365] }),
        callDays: days.meta({ examples: [30] }),
        maxCallCount: z
          .number()
          .int()
          .meta({ description: 'The oldest calls beyond it are deleted.', examples: [1_000_000] }),
        webhookDeliveryDays: days.meta({ examples: [30] }),
      })
      .describe('How long the server keeps each kind of entry. Its operator sets it, for all workspaces.'),
    encryptionKeys: z.object({
      ids: z.array(z.string()).meta({
        description: 'Newest first. An ID does not give its key away.',
        examples: [['5f0c21aa']],
      }),
      wrapped: z.boolean().describe('Whether a key service has wrapped the keys as they are stored.'),
      changedAt: time.nullable().describe('When the key file last changed; null: the keys are in a setting.'),
      outdatedValueCount: z
        .number()
        .int()
        .meta({ description: 'How many values are encrypted with an older key.', examples: [0] }),
    }),
  })
  .meta({ id: 'ServerDescription' })
