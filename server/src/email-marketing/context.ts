import type { ProxyParts } from '../proxy/proxy-request.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { SendRequestRepository } from './send-request.ts'

/** What the functions of this domain need from outside. */
export interface EmailMarketingContext extends ConnectionsContext {
  readonly store: ConnectionsContext['store'] & { readonly confirmations: SendRequestRepository }
}

/** What a call for the model takes. */
export interface EmailMarketingParts extends ProxyParts {
  readonly ports: EmailMarketingContext
}
