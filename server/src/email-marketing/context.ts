import type { ProxyParts } from '../proxy/proxy-request.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { CampaignLeaseRepository } from './campaign-lease.ts'
import type { SendRequestRepository } from './send-request.ts'

/** What this domain needs from others. */
export interface EmailMarketingContext extends ConnectionsContext {
  readonly store: ConnectionsContext['store'] & {
    readonly sendRequests: SendRequestRepository
    readonly campaignLeases: CampaignLeaseRepository
  }
}

/** What email marketing calls need. */
export interface EmailMarketingParts extends ProxyParts {
  readonly ports: EmailMarketingContext
}
