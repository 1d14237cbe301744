import { isLoopback } from '../kernel/loopback.ts'

/** The server's origin with the host that the client used: on loopback several names reach the server, and clients compare origins. */
export function typedOrigin(publicUrl: string, host = ''): string {
  const own = new URL(publicUrl)
  const typed = URL.parse(`${own.protocol}//${host}`)
  const same = typed !== null && typed.port === own.port && typed.pathname === '/' && typed.username === ''
  return same && isLoopback(own.hostname) && isLoopback(typed.hostname) ? typed.origin : own.origin
}
