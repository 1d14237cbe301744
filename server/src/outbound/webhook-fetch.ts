import { isLoopback } from '../kernel/loopback.ts'
import { SECOND } from '../kernel/time.ts'
import { createPublicFetch } from './public-fetch.ts'
import type { GuardedFetch } from './public-request.ts'

/** For URLs that users give: webhook endpoints, incoming webhooks. Programs on this machine only if the server is reached there alone. */
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
    // Each endpoint has its own bound; many share a host.
    connections: 1024,
  })
}
