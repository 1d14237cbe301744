import { z } from 'zod'

/** What an alert is about, apart from its language: it is stored, for the message that it is over. Names are shortened for emails. */
export const alertTitle = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connections'),
    count: z.number(),
    /** The name of the only one; null: there are several. */
    account: z.string().nullable(),
    provider: z.string(),
    isLost: z.boolean(),
  }),
  z.object({ kind: z.literal('webhook_endpoint'), isGone: z.boolean() }),
  z.object({
    kind: z.literal('client_secret'),
    oauthApp: z.string(),
    provider: z.string(),
    /** The secret is older. */
    days: z.number(),
  }),
])
export type AlertTitle = z.infer<typeof alertTitle>
