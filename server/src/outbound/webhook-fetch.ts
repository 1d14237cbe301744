import { isLoopback } from '../kernel/loopback.ts'
import { SECOND } from '../kernel/time.ts'
import { createPublicFetch } from './public-fetch.ts'
import type { GuardedFetch } from './public-request.ts'

/** The client for URLs that users enter: webhook endpoints and incoming webhooks. Allows loopback only if the server itself is reachable only there. */
export function createWebhookFetch({
  sandboxUrl,
  publicUrl,
}: {
  readonly sandboxUrl: string | null
  readonly publicUrl: string
}): GuardedFetch {
  return createPublicFetch({
    sandboxUrl,
    timeoutMs: 15 * SECOND,
    allowLoopback: isLoopback(new URL(publicUrl).hostname),
    truncateAtBytes: 1024,
    // Each endpoint has a limit of its own, and many share a host.
    connections: 1024,
  })
}
