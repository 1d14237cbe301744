import type { ProxyContext } from '../proxy/context.ts'
import type { AccountMemory } from './account-memory.ts'
import type { CampaignLeaseRepository } from './campaign-lease.ts'
import type { SendRequestRepository } from './send-request.ts'
import type { UncheckedContactRepository } from './unchecked-contact.ts'

/** What this domain needs from others. */
export interface EmailMarketingContext extends ProxyContext {
  readonly store: ProxyContext['store'] & {
    readonly sendRequests: SendRequestRepository
    readonly campaignLeases: CampaignLeaseRepository
    readonly uncheckedContacts: UncheckedContactRepository
  }
  readonly accountMemoryOf: (connectionId: string) => AccountMemory
}
