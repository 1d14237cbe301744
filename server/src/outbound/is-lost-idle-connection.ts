import type { Dispatcher } from 'undici'
import { errors } from './undici.ts'

/** RFC 9110 section 9.2.1. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request without a response may be sent again because its connection had been used before and was closed: servers close idle
 * connections, and may do so while the next request is on its way (RFC 9112 section 9.3.1). A request that changes something is never sent
 * again, because the server may have received it.
 */
export function isLostIdleConnection(error: Error, { method, body }: Dispatcher.DispatchOptions): boolean {
  if (!SAFE.has(method) || body) return false
  // Bytes were read: an earlier response or, with TLS, the handshake.
  return bytesReadOf(error) > 0
}

/** The bytes that the failed connection has read; 0 for another failure. */
function bytesReadOf(error: Error): number {
  if (error instanceof errors.SocketError) return error.socket?.bytesRead ?? 0
  const isReset = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
  return isReset && 'bytesRead' in error && typeof error.bytesRead === 'number' ? error.bytesRead : 0
}
