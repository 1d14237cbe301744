import type { ProxyContext } from '../proxy/context.ts'
import type { AccountMemories } from './adapters/account-memory.ts'
import type { AccountLeaseRepository } from './sending/account-lease.ts'
import type { SendRequestRepository } from './sending/send-request.ts'
import type { WatchSending } from './sending/create-sending-watch.ts'
import type { SentRequests } from './sending/sent-requests.ts'
import type { UncheckedContactRepository } from './model/unchecked-contact.ts'

/** What this domain needs from others. */
export interface EmailMarketingContext extends ProxyContext {
  readonly store: ProxyContext['store'] & {
    readonly sendRequests: SendRequestRepository
    readonly accountLeases: AccountLeaseRepository
    readonly uncheckedContacts: UncheckedContactRepository
  }
  readonly accountMemoryOf: AccountMemories
  readonly sentRequests: SentRequests
  readonly watchSending: WatchSending
}
