import { z } from 'zod'

/** What an alert is about, independent of language. It is stored for the message that the alert is resolved. Names are shortened for emails. */
export const alertTitle = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connections'),
    count: z.number(),
    /** The name of the account; null if there are several. */
    account: z.string().nullable(),
    provider: z.string(),
    isLost: z.boolean(),
  }),
  z.object({ kind: z.literal('webhook_endpoint'), isGone: z.boolean() }),
  z.object({
    kind: z.literal('client_secret'),
    oauthApp: z.string(),
    provider: z.string(),
    /** The client secret is older than this. */
    days: z.number(),
  }),
])
export type AlertTitle = z.infer<typeof alertTitle>
