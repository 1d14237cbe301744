import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Insight } from '../adapter.ts'
import { maybeText } from '../shapes.ts'
import { reading } from './reading.ts'

const unsupported = (capability: string) => (): Promise<never> =>
  Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability } }))

const sender = z.array(z.object({ email_address: z.string(), status: maybeText }))

export const insight: Insight = {
  async accountFacts(api) {
    const { timeZone } = await reading.account(api)
    const senders = await api.get('/v2/account/verifiedemailaddresses', sender)
    return {
      timeZone,
      plan: null,
      contactCount: null,
      sendsLeft: null,
      senders: senders.map(({ email_address, status }) => ({
        email: email_address,
        isVerified: status === 'CONFIRMED',
      })),
      domains: null,
    }
  },

  campaignLinks: unsupported('clicks by link'),
  campaignVariants: unsupported('A/B tests'),
  audienceGrowth: unsupported('growth by month'),
  templateContent: unsupported('the HTML of templates'),
}
