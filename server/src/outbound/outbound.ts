import type { Provider } from '../providers/provider.ts'
import type { SmallResponse, SmallRequest } from './small-request.ts'
import type { ResponseSink, StreamedRequest } from './streamed-request.ts'

/** All calls to providers. Rejects hosts that are not in the provider's definition. */
export interface Outbound {
  /** Sends one small request, with a timeout and a limit of the response size; does not follow redirects. */
  readonly request: (provider: Provider, url: string, init: SmallRequest) => Promise<SmallResponse>
  /** Streams one call. Skips 1xx responses. Calls exactly one of `end` and `fail`, once. */
  readonly stream: (provider: Provider, call: StreamedRequest, sink: ResponseSink) => void
  /** Returns the URL for a browser: the same URL, or the sandbox's in sandbox mode. */
  readonly browserUrl: (url: string) => string
}
