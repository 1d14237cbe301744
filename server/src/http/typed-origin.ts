import { isLoopback } from '../kernel/loopback.ts'

/** Our origin as the client has typed it: only where this machine itself is meant do several names lead here, and clients compare. */
export function typedOrigin(publicUrl: string, host = ''): string {
  const own = new URL(publicUrl)
  const typed = URL.parse(`${own.protocol}//${host}`)
  const same = typed !== null && typed.port === own.port && typed.pathname === '/' && typed.username === ''
  return same && isLoopback(own.hostname) && isLoopback(typed.hostname) ? typed.origin : own.origin
}
