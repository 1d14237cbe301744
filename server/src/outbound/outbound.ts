import type { Provider } from '../providers/provider.ts'
import type { SmallResponse, SmallRequest } from './small-request.ts'
import type { ResponseSink, StreamedRequest } from './streamed-request.ts'

/** Everything that leaves this machine. Refuses hosts that the provider does not name. */
export interface Outbound {
  /** One small exchange with a deadline and a bound on the answer's size; redirects are not followed. */
  readonly request: (provider: Provider, url: string, init: SmallRequest) => Promise<SmallResponse>
  /** Streams a call through; 1xx answers are skipped. `end` or `fail`, and one of them once, tells the caller that it is over. */
  readonly stream: (provider: Provider, call: StreamedRequest, principal: ResponseSink) => void
  /** Where to send a browser for this address: itself, or its imitation in sandbox mode. */
  readonly browserUrl: (url: string) => string
}
